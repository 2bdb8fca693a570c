package xcflow.experiments.eos;

import java.util.Arrays;
import org.hipparchus.fitting.PolynomialCurveFitter;
import org.hipparchus.fitting.WeightedObservedPoints;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * Least-squares fit of an equation of state to computed energies.
 *
 * @param curve the fitted curve
 * @param uncertainty one standard deviation of each of the curve's numbers, from the residuals;
 *     zeros when there are as many points as parameters
 * @param rmsResidual root mean square of the residuals, Ha
 * @param maxResidual largest absolute residual, Ha
 * @param bracketed whether the minimum lies between the smallest and the largest volume
 */
public record EquationOfStateFit(
        EquationOfState curve,
        EquationOfState uncertainty,
        double rmsResidual,
        double maxResidual,
        boolean bracketed) {

    private static final int PARAMETERS = 4;

    /**
     * Fits all four numbers of the form.
     *
     * @param volumes bohr³, at least 4 different ones
     * @param energies Ha
     * @throws IllegalArgumentException if the points cannot determine a curve with a minimum; the
     *     message says why
     */
    public static EquationOfStateFit of(
            EquationOfState.Form form, double[] volumes, double[] energies) {
        requirePoints(volumes, energies);
        Scaling scaling = Scaling.of(volumes, energies);
        double[] solution = birchMurnaghan(scaling, volumes, energies);
        if (form != EquationOfState.Form.BIRCH_MURNAGHAN) {
            solution = optimise(form, scaling, solution, volumes, energies);
        }
        EquationOfState curve = scaling.curve(form, solution);
        if (!(curve.bulkModulus() > 0) || !(curve.volume() > 0)) {
            throw new IllegalArgumentException("the fitted curve has no minimum");
        }
        return result(
                scaling, jacobian(form, scaling, solution, volumes), curve, volumes, energies);
    }

    private static void requirePoints(double[] volumes, double[] energies) {
        if (volumes.length != energies.length) {
            throw new IllegalArgumentException(
                    volumes.length + " volumes but " + energies.length + " energies");
        }
        long different = Arrays.stream(volumes).distinct().count();
        if (different < PARAMETERS) {
            throw new IllegalArgumentException(
                    "an equation of state has 4 parameters and needs at least 4 different volumes,"
                            + " not "
                            + different);
        }
        for (int i = 0; i < volumes.length; i++) {
            if (!(volumes[i] > 0) || !Double.isFinite(energies[i])) {
                throw new IllegalArgumentException(
                        "volumes must be positive and energies finite: volume "
                                + volumes[i]
                                + ", energy "
                                + energies[i]);
            }
        }
    }

    /**
     * The Birch–Murnaghan energy is a cubic polynomial in y = V^(−2/3), so its fit is linear. Gives
     * its four numbers in scaled units.
     */
    private static double[] birchMurnaghan(Scaling scaling, double[] volumes, double[] energies) {
        var points = new WeightedObservedPoints();
        for (int i = 0; i < volumes.length; i++) {
            points.add(
                    Math.pow(volumes[i] / scaling.volume, -2.0 / 3.0) - 1,
                    (energies[i] - scaling.offset) / scaling.energy);
        }
        double[] c = PolynomialCurveFitter.create(3).fit(points.toList());
        double t = minimum(c);
        double y = 1 + t;
        double curvature = 2 * c[2] + 6 * c[3] * t;
        double v0 = Math.pow(y, -1.5);
        // With dy/dV = −(2/3) y^(5/2): B = V E″ = (4/9) y^(7/2) e″ and B′ = 4 + (2/3) y e‴/e″.
        return new double[] {
            c[0] + t * (c[1] + t * (c[2] + t * c[3])),
            v0,
            4.0 / 9.0 * Math.pow(y, 3.5) * curvature,
            4 + 4 * y * c[3] / curvature
        };
    }

    /** Place of the minimum of a cubic polynomial near zero. */
    private static double minimum(double[] c) {
        double discriminant = c[2] * c[2] - 3 * c[1] * c[3];
        double t =
                discriminant < 0
                        ? Double.NaN
                        : -c[1] / (c[2] + Math.copySign(Math.sqrt(discriminant), c[2]));
        if (!(2 * c[2] + 6 * c[3] * t > 0) || !(t > -0.6 && t < 3)) {
            throw new IllegalArgumentException(
                    "the energies have no minimum as a function of volume: they are not convex");
        }
        return t;
    }

    private static double[] optimise(
            EquationOfState.Form form,
            Scaling scaling,
            double[] start,
            double[] volumes,
            double[] energies) {
        double[] targets = new double[energies.length];
        for (int i = 0; i < energies.length; i++) {
            targets[i] = (energies[i] - scaling.offset) / scaling.energy;
        }
        var problem =
                new LeastSquaresBuilder()
                        .start(start)
                        .target(targets)
                        .model(p -> model(form, scaling, p.toArray(), volumes))
                        .maxEvaluations(1000)
                        .maxIterations(1000)
                        .build();
        return new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(1e-12)
                .withParameterRelativeTolerance(1e-11)
                .withOrthoTolerance(1e-13)
                .optimize(problem)
                .getPoint()
                .toArray();
    }

    private static Pair<RealVector, RealMatrix> model(
            EquationOfState.Form form, Scaling scaling, double[] p, double[] volumes) {
        return new Pair<>(
                new ArrayRealVector(scaling.energies(form, p, volumes), false),
                jacobian(form, scaling, p, volumes));
    }

    private static RealMatrix jacobian(
            EquationOfState.Form form, Scaling scaling, double[] p, double[] volumes) {
        double[][] jacobian = new double[volumes.length][PARAMETERS];
        for (int k = 0; k < PARAMETERS; k++) {
            // Fourth-order central difference: exact to rounding for curves as smooth as these.
            double h = 1e-3 * Math.max(1e-3, Math.abs(p[k]));
            double[][] shifted = new double[4][];
            double[] steps = {-2, -1, 1, 2};
            for (int s = 0; s < 4; s++) {
                double[] q = p.clone();
                q[k] += steps[s] * h;
                shifted[s] = scaling.energies(form, q, volumes);
            }
            for (int i = 0; i < volumes.length; i++) {
                jacobian[i][k] =
                        (shifted[0][i] - 8 * shifted[1][i] + 8 * shifted[2][i] - shifted[3][i])
                                / (12 * h);
            }
        }
        return new Array2DRowRealMatrix(jacobian, false);
    }

    private static EquationOfStateFit result(
            Scaling scaling,
            RealMatrix jacobian,
            EquationOfState curve,
            double[] volumes,
            double[] energies) {
        double sum = 0;
        double max = 0;
        for (int i = 0; i < volumes.length; i++) {
            double residual = energies[i] - curve.energyAt(volumes[i]);
            sum += residual * residual;
            max = Math.max(max, Math.abs(residual));
        }
        int freedom = volumes.length - PARAMETERS;
        double[] sigma = new double[PARAMETERS];
        if (freedom > 0) {
            RealMatrix covariance =
                    MatrixUtils.inverse(jacobian.transpose().multiply(jacobian))
                            .scalarMultiply(sum / (scaling.energy * scaling.energy) / freedom);
            for (int k = 0; k < PARAMETERS; k++) {
                sigma[k] = Math.sqrt(Math.max(0, covariance.getEntry(k, k)));
            }
        }
        EquationOfState uncertainty =
                new EquationOfState(
                        curve.form(),
                        sigma[0] * scaling.energy,
                        sigma[1] * scaling.volume,
                        sigma[2] * scaling.energy / scaling.volume,
                        sigma[3]);
        double least = Arrays.stream(volumes).min().orElseThrow();
        double greatest = Arrays.stream(volumes).max().orElseThrow();
        return new EquationOfStateFit(
                curve,
                uncertainty,
                Math.sqrt(sum / volumes.length),
                max,
                curve.volume() > least && curve.volume() < greatest);
    }

    /**
     * Brings all four parameters to order one, so that the least-squares problem is well scaled.
     */
    private record Scaling(double volume, double offset, double energy) {

        static Scaling of(double[] volumes, double[] energies) {
            double mean = Arrays.stream(volumes).average().orElseThrow();
            double least = Arrays.stream(energies).min().orElseThrow();
            double spread = Arrays.stream(energies).max().orElseThrow() - least;
            double width =
                    (Arrays.stream(volumes).max().orElseThrow()
                                    - Arrays.stream(volumes).min().orElseThrow())
                            / mean;
            if (!(spread > 0)) {
                throw new IllegalArgumentException("all energies are equal");
            }
            return new Scaling(mean, least, spread / (width * width));
        }

        EquationOfState curve(EquationOfState.Form form, double[] p) {
            return new EquationOfState(
                    form, offset + energy * p[0], volume * p[1], energy / volume * p[2], p[3]);
        }

        double[] energies(EquationOfState.Form form, double[] p, double[] volumes) {
            EquationOfState curve = new EquationOfState(form, p[0], p[1], p[2], p[3]);
            return Arrays.stream(volumes).map(v -> curve.energyAt(v / volume)).toArray();
        }
    }
}
