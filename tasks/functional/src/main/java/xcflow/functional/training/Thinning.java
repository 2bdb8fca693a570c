package xcflow.functional.training;

import java.util.Arrays;
import java.util.List;
import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;

/**
 * Gathers points that hardly differ into one, which stands for all of their electrons.
 *
 * <p>Space is divided into cells of √r_s/(1 + √r_s), ζ, s/(1 + s), for meta-GGAs α/(1 + α), and
 * where the spins' gradients count, their sum and their difference. Training compares two
 * functionals on the same thinned points, so what it costs is of second order in the size of a cell
 * and of first order in the difference of the functionals.
 *
 * @param cells along r_s, along s and along the iso-orbital indicator α
 * @param spinCells along ζ
 * @param kinetic whether points differ by α
 * @param gradientCells along sum and difference of the squares of the spins' gradients, where they
 *     differ; 0 if points do not differ by them
 */
record Thinning(int cells, int spinCells, boolean kinetic, int gradientCells) {
    private static final double S2 = 1 / DensityScales.GRADIENT_SQUARED;
    private static final double RS = DensityScales.WIGNER_SEITZ;

    /** Points whose electrons are fewer than this are left out. */
    private static final double NEGLIGIBLE = 1e-11;

    /** Thins each system by itself. */
    DataSet thin(DataSet set) {
        return thin(set, set.system(), set.systems());
    }

    /** Thins all systems together, as if they were one. */
    DataSet thinTogether(DataSet set) {
        return thin(set, new int[set.size()], List.of("all"));
    }

    private DataSet thin(DataSet set, int[] system, List<String> systems) {
        int n = set.size();
        long[] occupied = new long[n];
        int[] index = new int[n];
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (electrons(set, i) > NEGLIGIBLE) {
                occupied[kept] = cell(set.points(), i, system[i]);
                index[kept++] = i;
            }
        }
        long[] distinct = Arrays.stream(occupied, 0, kept).sorted().distinct().toArray();
        long[] keys = new long[n];
        for (int k = 0; k < kept; k++) {
            // The cell in front, the point behind: sorting brings a cell's points together.
            keys[k] = (long) Arrays.binarySearch(distinct, occupied[k]) << 32 | index[k];
        }
        keys = Arrays.copyOf(keys, kept);
        Arrays.sort(keys);
        int groups = 0;
        for (int k = 0; k < kept; k++) {
            groups += k == 0 || keys[k] >> 32 != keys[k - 1] >> 32 ? 1 : 0;
        }
        var points = Points.allocate(groups, true, set.points().variables());
        double[] weights = new double[groups];
        int[] owner = new int[groups];
        for (int start = 0, g = 0; start < kept; g++) {
            int end = start + 1;
            while (end < kept && keys[end] >> 32 == keys[start] >> 32) {
                end++;
            }
            weights[g] = merge(set, keys, start, end, points, g);
            owner[g] = system[(int) keys[start]];
            start = end;
        }
        return new DataSet(points, weights, owner, systems);
    }

    private static double electrons(DataSet set, int i) {
        double density = Math.max(set.points().rhoA[i], 0) + Math.max(set.points().rhoB[i], 0);
        return set.weights()[i] * density;
    }

    private long cell(Points points, int i, int system) {
        double up = Math.max(points.rhoA[i], 0);
        double down = Math.max(points.rhoB[i], 0);
        double density = up + down;
        double root = Math.sqrt(RS / Math.cbrt(density));
        double sigma = points.sigmaAA[i] + 2 * points.sigmaAB[i] + points.sigmaBB[i];
        double s = Math.sqrt(Math.max(sigma, 0) * S2) / Math.pow(density, 4.0 / 3);
        double zeta = (up - down) / density;
        long cell = system;
        cell = cell * cells + (long) (cells * (root / (1 + root)));
        cell = cell * (cells + 1) + (long) (cells * (s / (1 + s)));
        // Closed shells and full polarisation have cells of their own.
        long spin = up == down ? 0 : 1 + Math.round(spinCells * (1 + zeta) / 2);
        cell = cell * (spinCells + 2) + spin;
        if (kinetic) {
            double[][] tau = points.of(Variable.TAU);
            double single = Math.max(sigma, 0) / (8 * density);
            double gas = DensityScales.kinetic(up, 0, 1) + DensityScales.kinetic(down, 0, 1);
            double alpha = Math.max(tau[0][i] + tau[1][i] - single, 0) / gas;
            cell = cell * (cells + 1) + (long) (cells * (alpha / (1 + alpha)));
        }
        return gradientCells == 0 ? cell : withSpinGradients(cell, points, i, sigma);
    }

    /** Parallel gradients of equal spins have a cell of their own. */
    private long withSpinGradients(long cell, Points points, int i, double sigma) {
        double up = Math.max(points.sigmaAA[i], 0);
        double down = Math.max(points.sigmaBB[i], 0);
        double sum = 2 * (up + down);
        boolean equal = points.rhoA[i] == points.rhoB[i] && up == down || sum == 0;
        double total = equal ? 1 : Math.max(sigma, 0) / sum;
        double difference = equal ? 0 : 2 * (up - down) / sum;
        long along = cell * (2 * gradientCells + 1) + Math.round(gradientCells * total);
        return along * (2 * gradientCells + 1) + Math.round(gradientCells * (1 + difference));
    }

    /** Stores the mean of the points of one cell and returns its weight. */
    private static double merge(DataSet set, long[] keys, int start, int end, Points to, int g) {
        var from = set.points();
        double electrons = 0;
        double logarithm = 0;
        double zeta = 0;
        for (int k = start; k < end; k++) {
            int i = (int) keys[k];
            double up = Math.max(from.rhoA[i], 0);
            double down = Math.max(from.rhoB[i], 0);
            double density = up + down;
            double weight = set.weights()[i] * density;
            electrons += weight;
            logarithm += weight * Math.log(density);
            zeta += weight * ((up - down) / density);
        }
        double density = Math.exp(logarithm / electrons);
        double polarisation = zeta / electrons;
        for (Variable variable : from.variables()) {
            double[][] components = from.of(variable);
            double scale = Math.pow(density, variable.power()) / electrons;
            for (int c = 0; c < components.length; c++) {
                double sum = reduced(set, keys, start, end, variable.power(), components[c]);
                to.of(variable)[c][g] = scale * sum;
            }
        }
        to.rhoA[g] = density * (1 + polarisation) / 2;
        to.rhoB[g] = density * (1 - polarisation) / 2;
        return electrons / density;
    }

    /** Sum over the points of one cell of what does not change when the density is scaled. */
    private static double reduced(
            DataSet set, long[] keys, int start, int end, double power, double[] values) {
        var from = set.points();
        double sum = 0;
        for (int k = start; k < end; k++) {
            int i = (int) keys[k];
            double density = Math.max(from.rhoA[i], 0) + Math.max(from.rhoB[i], 0);
            double weight = set.weights()[i] * density;
            sum += weight / Math.pow(density, power) * values[i];
        }
        return sum;
    }
}
