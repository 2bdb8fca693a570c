package xcflow.functional.training;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;

/**
 * Densities that no system need have: r_s from 0.005 to 200, s from 0 to 8, for correlation also ζ
 * from 0 to 1, for meta-GGAs the iso-orbital indicator α from 0 to 20, and where the gradients of
 * the spins count, shares in the whole that differ from those in the density. They keep a network
 * from going astray where the training systems have no electrons.
 */
final class SyntheticGrid {
    private static final int RADII = 12;
    private static final int GRADIENTS = 12;
    private static final double[] ZETAS = {0, 0.6, 1};

    /** Share of spin up in the gradient beyond that in the density, in units of 1 − ζ². */
    private static final double[] SHARES = {0, 0.4, -0.4, 1};

    private static final double[] ALPHAS = {0, 0.25, 0.6, 1, 1.5, 2.5, 5, 20};

    /** With all axes together, these need not be as many. */
    private static final double[] FEW_ALPHAS = {0, 0.5, 1, 2.5, 20};

    private SyntheticGrid() {}

    /**
     * The grid for exchange or correlation.
     *
     * @param kinetic whether it has kinetic energy densities
     * @param spins whether the gradients of the spins differ
     */
    static DataSet of(boolean exchange, boolean kinetic, boolean spins) {
        double[] shares = spins ? SHARES : new double[] {0};
        double[] zetas = exchange ? new double[] {0} : ZETAS;
        double[] alphas = kinetic ? spins ? FEW_ALPHAS : ALPHAS : new double[] {1};
        // With a fourth axis, the others need not be as fine.
        int radii = kinetic ? RADII * 2 / 3 : RADII;
        int gradients = kinetic ? GRADIENTS * 3 / 4 : GRADIENTS;
        int n = radii * gradients * zetas.length * alphas.length * shares.length;
        Set<Variable> variables = kinetic ? Variable.KINETIC : Variable.GRADIENT;
        var points = Points.allocate(n, true, variables);
        int i = 0;
        for (int r = 0; r < radii; r++) {
            double rs = 0.005 * Math.pow(200 / 0.005, r / (radii - 1.0));
            for (int g = 0; g < gradients; g++) {
                double xi = g / (gradients - 1.0) * (8.0 / 9);
                for (double zeta : zetas) {
                    for (double share : shares) {
                        double shift = share * (1 - zeta * zeta);
                        for (double alpha : alphas) {
                            place(points, i++, rs, zeta, xi / (1 - xi), shift, alpha);
                        }
                    }
                }
            }
        }
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        return new DataSet(points, weights, new int[n], List.of("synthetic"));
    }

    /** As the other, where spin up has the share in the gradient that it has in the density. */
    static void place(Points points, int i, double rs, double zeta, double s, double alpha) {
        place(points, i, rs, zeta, s, 0, alpha);
    }

    /**
     * Sets a point of two spin densities with parallel gradients.
     *
     * @param s reduced gradient of the total density
     * @param shift share of spin up in the gradient less that in the density
     * @param alpha iso-orbital indicator of each spin by itself, and so of both together; ignored
     *     by points without kinetic energies
     */
    static void place(
            Points points, int i, double rs, double zeta, double s, double shift, double alpha) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double gradient = s * DensityScales.GRADIENT * Math.pow(rho, 4.0 / 3);
        double up = (1 + zeta) / 2;
        double down = (1 - zeta) / 2;
        points.rhoA[i] = up * rho;
        points.rhoB[i] = down * rho;
        double gradientUp = (up + shift) * gradient;
        double gradientDown = (down - shift) * gradient;
        points.sigmaAA[i] = gradientUp * gradientUp;
        points.sigmaAB[i] = gradientUp * gradientDown;
        points.sigmaBB[i] = gradientDown * gradientDown;
        if (points.has(Variable.TAU)) {
            double[][] tau = points.of(Variable.TAU);
            tau[0][i] = DensityScales.kinetic(points.rhoA[i], points.sigmaAA[i], alpha);
            tau[1][i] = DensityScales.kinetic(points.rhoB[i], points.sigmaBB[i], alpha);
        }
    }
}
