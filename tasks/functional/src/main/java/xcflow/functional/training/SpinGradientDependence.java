package xcflow.functional.training;

import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;

/**
 * Finds whether a correlation of density and gradient depends on the gradients of the two spins
 * separately, as that of Lee, Yang and Parr does, or on that of the total density alone.
 */
public final class SpinGradientDependence {
    private static final double TOLERANCE = 1e-9;
    private static final double[] RS = {0.5, 1, 3};
    private static final double[] ZETA = {0, 0.4, 0.8};

    private SpinGradientDependence() {}

    /**
     * Whether the correlation differs between densities with the same total gradient. Functionals
     * of the kinetic energy density are not looked at: they give false.
     */
    public static boolean of(Separable reference) {
        if (reference.needs().contains(Variable.TAU)) {
            return false;
        }
        int n = RS.length * ZETA.length;
        double[] parallel = energies(reference, n, 0);
        double[] shifted = energies(reference, n, 0.3);
        for (int i = 0; i < n; i++) {
            if (Math.abs(parallel[i] - shifted[i]) > TOLERANCE * Math.abs(parallel[i])) {
                return true;
            }
        }
        return false;
    }

    private static double[] energies(Separable reference, int n, double shift) {
        var points = Points.allocate(n, true, Variable.GRADIENT);
        for (int i = 0; i < n; i++) {
            double zeta = ZETA[i % ZETA.length];
            SyntheticGrid.place(points, i, RS[i / ZETA.length], zeta, 1, shift, 1);
        }
        var results = new Results(n, true);
        reference.correlation().evaluate(points, results);
        return results.energy;
    }
}
