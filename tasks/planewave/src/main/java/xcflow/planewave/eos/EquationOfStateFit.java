package xcflow.planewave.eos;

import java.util.Arrays;
import org.hipparchus.fitting.PolynomialCurveFitter;
import org.hipparchus.fitting.WeightedObservedPoints;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
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
        double[] start = parabola(scaling, volumes, energies);
        Optimum optimum = optimise(form, scaling, start, volumes, energies);
        EquationOfState curve = scaling.curve(form, optimum.getPoint().toArray());
        if (!(curve.bulkModulus() > 0) || !(curve.volume() > 0)) {
            throw new IllegalArgumentException("the fitted curve has no minimum");
        }
        return result(form, scaling, optimum, curve, volumes, energies);
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

    /** Start from E = a + b v + c v², which has a closed solution. */
    private static double[] parabola(Scaling scaling, double[] volumes, double[] energies) {
        var points = new WeightedObservedPoints();
        for (int i = 0; i < volumes.length; i++) {
            points.add(
                    volumes[i] / scaling.volume - 1,
                    (energies[i] - scaling.offset) / scaling.energy);
        }
        double[] c = PolynomialCurveFitter.create(2).fit(points.toList());
        if (!(c[2] > 0)) {
            throw new IllegalArgumentException(
                    "the energies have no minimum as a function of volume: they are not convex");
        }
        double v0 = -c[1] / (2 * c[2]);
        double bounded = Math.max(-0.5, Math.min(0.5, v0));
        return new double[] {
            c[0] + c[1] * bounded + c[2] * bounded * bounded,
            1 + bounded,
            2 * c[2] * (1 + bounded),
            4
        };
    }

    private static Optimum optimise(
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
                .withCostRelativeTolerance(1e-15)
                .withParameterRelativeTolerance(1e-13)
                .withOrthoTolerance(1e-15)
                .optimize(problem);
    }

    private static Pair<RealVector, RealMatrix> model(
            EquationOfState.Form form, Scaling scaling, double[] p, double[] volumes) {
        double[] values = scaling.energies(form, p, volumes);
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
        return new Pair<>(
                new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
    }

    private static EquationOfStateFit result(
            EquationOfState.Form form,
            Scaling scaling,
            Optimum optimum,
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
            RealMatrix jacobian = optimum.getJacobian();
            RealMatrix covariance =
                    MatrixUtils.inverse(jacobian.transpose().multiply(jacobian))
                            .scalarMultiply(sum / (scaling.energy * scaling.energy) / freedom);
            for (int k = 0; k < PARAMETERS; k++) {
                sigma[k] = Math.sqrt(Math.max(0, covariance.getEntry(k, k)));
            }
        }
        EquationOfState uncertainty =
                new EquationOfState(
                        form,
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
