package xcflow.planewave.term;

import java.util.Set;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridTransform;

/** A density with its gradient on the Fourier grid, as functionals want it. */
public final class GridDensity {
    private final Points points;
    private final double[][][] gradients;

    private GridDensity(Points points, double[][][] gradients) {
        this.points = points;
        this.gradients = gradients;
    }

    /**
     * @param needs the variables that are wanted
     * @throws IllegalArgumentException if τ is wanted of a density that does not know it
     */
    public static GridDensity of(Density density, Set<Variable> needs) {
        DensityBasis basis = density.basis();
        int spins = density.spins();
        double[] a = density.spin(0);
        double[] b = spins == 1 ? null : density.spin(1);
        double[][] rho =
                spins == 1
                        ? new double[][] {GridTransform.toGrid(basis, a)}
                        : new double[][] {
                            GridTransform.toGrid(basis, a), GridTransform.toGrid(basis, b)
                        };
        double[][][] gradients = null;
        double[][] sigma = null;
        if (needs.contains(Variable.SIGMA)) {
            gradients =
                    spins == 1
                            ? new double[][][] {gradient(basis, a)}
                            : new double[][][] {gradient(basis, a), gradient(basis, b)};
            double[] aa = product(gradients[0], gradients[0]);
            sigma =
                    spins == 1
                            ? new double[][] {aa}
                            : new double[][] {
                                aa,
                                product(gradients[0], gradients[1]),
                                product(gradients[1], gradients[1])
                            };
        }
        double[][] tau = needs.contains(Variable.TAU) ? kinetic(density) : null;
        return new GridDensity(Points.over(spins == 2, rho, sigma, tau), gradients);
    }

    private static double[][] kinetic(Density density) {
        if (!density.hasKinetic()) {
            throw new IllegalArgumentException("the kinetic energy density is not known");
        }
        double[][] tau = new double[density.spins()][];
        for (int spin = 0; spin < tau.length; spin++) {
            tau[spin] = GridTransform.toGrid(density.basis(), density.kinetic(spin));
            // Fourier interpolation between points of a group may overshoot where there is nothing.
            for (int p = 0; p < tau[spin].length; p++) {
                tau[spin][p] = Math.max(0, tau[spin][p]);
            }
        }
        return tau;
    }

    /** Densities and gradient products at all points of the grid; each stands for Ω/N. */
    public Points points() {
        return points;
    }

    /** One Cartesian component of the gradient of a spin density, bohr⁻⁴. */
    double[] gradient(int spin, int axis) {
        return gradients[spin][axis];
    }

    private static double[][] gradient(DensityBasis basis, double[] rho) {
        double[][] gradient = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            gradient[axis] = GridTransform.toGrid(basis, derivative(basis, rho, axis));
        }
        return gradient;
    }

    private static double[] derivative(DensityBasis basis, double[] rho, int axis) {
        int n = basis.size();
        double[] result = new double[2 * n];
        for (int g = 0; g < n; g++) {
            double component = basis.vector(g, axis);
            result[g] = -component * rho[n + g];
            result[n + g] = component * rho[g];
        }
        return result;
    }

    private static double[] product(double[][] u, double[][] v) {
        double[] result = new double[u[0].length];
        for (int axis = 0; axis < 3; axis++) {
            double[] x = u[axis];
            double[] y = v[axis];
            for (int p = 0; p < result.length; p++) {
                result[p] += x[p] * y[p];
            }
        }
        return result;
    }
}
