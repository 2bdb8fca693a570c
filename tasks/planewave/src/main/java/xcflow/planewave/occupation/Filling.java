package xcflow.planewave.occupation;

import java.util.List;

/**
 * Occupations of a set of states that share one Fermi level.
 *
 * @param occupations [k-point][band], electrons in the state (k-point weights not included)
 * @param fermiLevel Hartree; for integer occupations the highest occupied level
 * @param entropyTerm −TS, Hartree per cell
 */
public record Filling(List<double[]> occupations, double fermiLevel, double entropyTerm) {

    /**
     * Fills states with a number of electrons.
     *
     * @param levels eigenvalues of each k-point, ascending, Hartree
     * @param weights of the k-points, adding up to one
     * @param electrons number to be placed
     * @param capacity electrons that one state takes: 2, or 1 with spin
     */
    public static Filling of(
            List<double[]> levels,
            double[] weights,
            double electrons,
            double capacity,
            Smearing smearing) {
        return smearing.width() == 0
                ? integer(levels, electrons, capacity)
                : smeared(levels, weights, electrons, capacity, smearing);
    }

    private static Filling integer(List<double[]> levels, double electrons, double capacity) {
        int filled = (int) Math.round(electrons / capacity);
        double highest = Double.NEGATIVE_INFINITY;
        List<double[]> occupations = levels.stream().map(l -> new double[l.length]).toList();
        for (int k = 0; k < levels.size(); k++) {
            for (int band = 0; band < filled; band++) {
                occupations.get(k)[band] = capacity;
                highest = Math.max(highest, levels.get(k)[band]);
            }
        }
        return new Filling(occupations, highest, 0);
    }

    private static Filling smeared(
            List<double[]> levels,
            double[] weights,
            double electrons,
            double capacity,
            Smearing smearing) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] values : levels) {
            for (double value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        low -= 40 * smearing.width();
        high += 40 * smearing.width();
        for (int step = 0; step < 200 && high - low > 1e-15; step++) {
            double middle = 0.5 * (low + high);
            if (capacity * count(levels, weights, middle, smearing) < electrons) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double fermi = 0.5 * (low + high);
        double entropy = 0;
        List<double[]> occupations = levels.stream().map(l -> new double[l.length]).toList();
        for (int k = 0; k < levels.size(); k++) {
            for (int band = 0; band < levels.get(k).length; band++) {
                double x = (fermi - levels.get(k)[band]) / smearing.width();
                occupations.get(k)[band] = capacity * smearing.occupation(x);
                entropy += weights[k] * capacity * smearing.width() * smearing.entropyTerm(x);
            }
        }
        return new Filling(occupations, fermi, entropy);
    }

    private static double count(
            List<double[]> levels, double[] weights, double fermi, Smearing smearing) {
        double sum = 0;
        for (int k = 0; k < levels.size(); k++) {
            double filled = 0;
            for (double level : levels.get(k)) {
                filled += smearing.occupation((fermi - level) / smearing.width());
            }
            sum += weights[k] * filled;
        }
        return sum;
    }
}
