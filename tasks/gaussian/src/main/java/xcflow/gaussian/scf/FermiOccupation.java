package xcflow.gaussian.scf;

import java.util.Arrays;

/**
 * Fermi–Dirac occupations of levels. N. D. Mermin, Phys. Rev. 137, A1441 (1965).
 *
 * @param level Fermi level, hartree
 * @param fractions filled part of each level, from 0 to 1
 */
record FermiOccupation(double level, double[] fractions) {
    /** Smaller fractions count as empty. */
    private static final double EMPTY = 1e-14;

    /** Bisections after which the Fermi level is known to the last digit. */
    private static final int BISECTIONS = 200;

    /**
     * Fills levels with electrons.
     *
     * @param energies ascending, hartree
     * @param orbitals number of levels that the electrons would fill; fewer than there are levels,
     *     or all
     * @param width k_B T, hartree
     */
    static FermiOccupation of(double[] energies, double orbitals, double width) {
        if (orbitals >= energies.length) {
            double[] full = new double[energies.length];
            Arrays.fill(full, 1);
            return new FermiOccupation(Double.POSITIVE_INFINITY, full);
        }
        double reach = 60 * width;
        double low = energies[0] - reach;
        double high = energies[energies.length - 1] + reach;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (low + high);
            double held = 0;
            for (double energy : energies) {
                held += fraction(energy, middle, width);
            }
            if (held < orbitals) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double level = 0.5 * (low + high);
        double[] fractions = new double[energies.length];
        for (int k = 0; k < energies.length; k++) {
            double fraction = fraction(energies[k], level, width);
            fractions[k] = fraction < EMPTY ? 0 : fraction;
        }
        return new FermiOccupation(level, fractions);
    }

    private static double fraction(double energy, double level, double width) {
        return 1 / (1 + Math.exp((energy - level) / width));
    }

    /** −T S of one electron per level, hartree: kT Σ [f ln f + (1 − f) ln(1 − f)]. */
    static double entropyTerm(double[] fractions, double width) {
        double sum = 0;
        for (double f : fractions) {
            if (f > 0 && f < 1) {
                sum += f * Math.log(f) + (1 - f) * Math.log1p(-f);
            }
        }
        return width * sum;
    }
}
