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
        var random = new Random(seed);
        var points = Points.allocate(size, true, Variable.KINETIC);
        double[] weights = new double[size];
        int[] system = new int[size];
        for (int i = 0; i < size; i++) {
            double rs = Math.exp(-2 + 4 * random.nextDouble());
            double zeta = i < size / 3 ? 0 : i < size / 2 ? 1 : 2 * random.nextDouble() - 1;
            double alpha = 0.02 + Math.exp(-3 + 5 * random.nextDouble());
            SyntheticGrid.place(points, i, rs, zeta, 3 * random.nextDouble(), alpha);
            weights[i] = 1 / (points.rhoA[i] + points.rhoB[i]) / size;
            system[i] = 2 * i / size;
        }
        Arrays.sort(system);
        return new DataSet(points, weights, system, List.of("one", "other"));
    }
}
