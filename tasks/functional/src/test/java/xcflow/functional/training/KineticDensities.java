package xcflow.functional.training;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;

/** Random densities with kinetic energies, as data sets of two systems. */
final class KineticDensities {
    private KineticDensities() {}

    /** Closed shells first, then partly and fully polarised densities. */
    static DataSet sample(int size, long seed) {
        return sample(size, seed, 0);
    }

    /**
     * As the other, where spin up has another share in the gradient than in the density.
     *
     * @param apart by how much at most, in units of (1 − ζ²)
     */
    static DataSet sample(int size, long seed, double apart) {
        var random = new Random(seed);
        var points = Points.allocate(size, true, Variable.KINETIC);
        double[] weights = new double[size];
        int[] system = new int[size];
        for (int i = 0; i < size; i++) {
            double rs = Math.exp(-2 + 4 * random.nextDouble());
            double zeta = i < size / 3 ? 0 : i < size / 2 ? 1 : 2 * random.nextDouble() - 1;
            double alpha = 0.02 + Math.exp(-3 + 5 * random.nextDouble());
            double s = 3 * random.nextDouble();
            double shift = apart == 0 ? 0 : apart * (2 * random.nextDouble() - 1);
            SyntheticGrid.place(points, i, rs, zeta, s, shift * (1 - zeta * zeta), alpha);
            weights[i] = 1 / (points.rhoA[i] + points.rhoB[i]) / size;
            system[i] = 2 * i / size;
        }
        Arrays.sort(system);
        return new DataSet(points, weights, system, List.of("one", "other"));
    }
}
