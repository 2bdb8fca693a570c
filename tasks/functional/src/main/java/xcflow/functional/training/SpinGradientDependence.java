package xcflow.functional.training;

import java.util.EnumSet;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;

/**
 * Finds whether a correlation depends on the gradients of the two spins separately, as those of
 * Lee, Yang and Parr and of TPSS do, or on that of the total density alone, as those of PBE and
 * SCAN.
 */
public final class SpinGradientDependence {
    private static final double TOLERANCE = 1e-9;
    private static final double[] RS = {0.5, 1, 3};
    private static final double[] ZETA = {0, 0.4, 0.8};

    /** What spin up has of the gradient more than of the density. */
    private static final double SHIFT = 0.3;

    /** So much that the kinetic energies of either density are possible for both. */
    private static final double ALPHA = 10;

    private SpinGradientDependence() {}

    /**
     * Whether the correlation differs between densities with the same total gradient and, for
     * functionals of it, the same kinetic energy density of each spin.
     */
    public static boolean of(Separable reference) {
        int n = RS.length * ZETA.length;
        double[] parallel = energies(reference, n, 0);
        double[] shifted = energies(reference, n, SHIFT);
        for (int i = 0; i < n; i++) {
            if (Math.abs(parallel[i] - shifted[i]) > TOLERANCE * Math.abs(parallel[i])) {
                return true;
            }
        }
        return false;
    }

    private static double[] energies(Separable reference, int n, double shift) {
        var points = points(reference, n, shift);
        if (points.has(Variable.TAU)) {
            double[][] common = points(reference, n, SHIFT).of(Variable.TAU);
            for (int spin = 0; spin < common.length; spin++) {
                System.arraycopy(common[spin], 0, points.of(Variable.TAU)[spin], 0, n);
            }
        }
        var results = Results.like(points);
        reference.correlation().evaluate(points, results);
        return results.energy;
    }

    private static Points points(Separable reference, int n, double shift) {
        var variables = EnumSet.copyOf(Variable.GRADIENT);
        variables.addAll(reference.needs());
        var points = Points.allocate(n, true, variables);
        for (int i = 0; i < n; i++) {
            double zeta = ZETA[i % ZETA.length];
            SyntheticGrid.place(points, i, RS[i / ZETA.length], zeta, 1, shift, ALPHA);
        }
        return points;
    }
}
