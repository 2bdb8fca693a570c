package xcflow.functional.training;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.Envelope;

/** Finds which of the constraints that can be built in a meta-GGA obeys. */
final class ObeyedKineticConstraints {
    private static final double TOLERANCE = 1e-6;
    private static final double LIEB_OXFORD = 1.804;
    private static final double TIGHT_BOUND = 1.174;

    /** How far the power of s may be from −1/2. */
    private static final double POWER_TOLERANCE = 0.02;

    private static final double[] RS = {0.02, 0.1, 0.5, 1, 2, 5, 10};
    private static final double[] S = {0, 0.2, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 100};
    private static final double[] ALPHA = {0, 0.1, 0.3, 0.7, 1, 1.5, 3, 10, 100};

    /** Reduced gradients between which the power of s is measured. */
    private static final double FAR = 1e6;

    private final Functional functional;
    private final Functional gas;

    private ObeyedKineticConstraints(Functional functional, Functional gas) {
        this.functional = functional;
        this.gas = gas;
    }

    /** The constraints that the densities looked at do not show to be broken. */
    static Constraints of(Functional exchangePart, Functional correlationPart) {
        var uniform = (Separable) Functionals.named(Architecture.UNIFORM_GAS);
        var exchange = new ObeyedKineticConstraints(exchangePart, uniform.exchange());
        var correlation = new ObeyedKineticConstraints(correlationPart, uniform.correlation());
        double greatest = exchange.greatest(f -> f);
        boolean positive = exchange.greatest(f -> -f) <= TOLERANCE;
        boolean tight = positive && greatest <= TIGHT_BOUND + TOLERANCE;
        boolean decay = exchange.fallsLikeRoot();
        boolean sign = correlation.greatest(f -> -f) <= TOLERANCE;
        return new Constraints(
                exchange.isOneInTheGas(new double[] {0}),
                exchange.dependsOnGradientsAlone(),
                positive && greatest <= LIEB_OXFORD + TOLERANCE,
                OptionalDouble.empty(),
                correlation.isOneInTheGas(new double[] {0, 0.5, 1}),
                sign,
                sign && correlation.fallsLikeRoot(),
                OptionalDouble.empty(),
                Optional.of(
                        new Constraints.Kinetic(
                                tight,
                                decay,
                                tight && decay && exchange.isThatOfSingleOrbitals(),
                                correlation.vanishesForOneElectron())));
    }

    private double greatest(DoubleUnaryOperator of) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double rs : RS) {
            for (double s : S) {
                for (double alpha : ALPHA) {
                    greatest = Math.max(greatest, of.applyAsDouble(factor(rs, 0, s, alpha)));
                }
            }
        }
        return greatest;
    }

    private boolean isOneInTheGas(double[] polarisations) {
        return everywhere(
                rs -> {
                    double worst = 0;
                    for (double zeta : polarisations) {
                        worst = Math.max(worst, Math.abs(factor(rs, zeta, 0, 1) - 1));
                    }
                    return worst;
                });
    }

    private boolean vanishesForOneElectron() {
        return everywhere(
                rs -> {
                    double worst = 0;
                    for (double s : S) {
                        double gradient = Math.max(s, DensityScales.SINGLE_ORBITAL_GRADIENT);
                        worst = Math.max(worst, Math.abs(factor(rs, 1, gradient, 0)));
                    }
                    return worst;
                });
    }

    private boolean isThatOfSingleOrbitals() {
        return everywhere(
                rs -> {
                    double worst = 0;
                    for (double s : S) {
                        double decay = s == 0 ? 1 : -Math.expm1(-Envelope.DECAY / Math.sqrt(s));
                        worst =
                                Math.max(
                                        worst, Math.abs(factor(rs, 0, s, 0) - TIGHT_BOUND * decay));
                    }
                    return worst;
                });
    }

    private boolean dependsOnGradientsAlone() {
        return everywhere(
                rs -> {
                    double worst = 0;
                    for (double s : S) {
                        for (double alpha : ALPHA) {
                            double change = factor(rs, 0, s, alpha) - factor(RS[0], 0, s, alpha);
                            worst = Math.max(worst, Math.abs(change));
                        }
                    }
                    return worst;
                });
    }

    /** Whether F goes like s^{−1/2} far out, whatever α is. */
    private boolean fallsLikeRoot() {
        return everywhere(
                rs -> {
                    double worst = 0;
                    for (double alpha : new double[] {0, 0.5, 1, 3}) {
                        double near = factor(rs, 0, FAR, alpha);
                        double far = factor(rs, 0, 16 * FAR, alpha);
                        double deviation = Math.abs(far / near - 0.25) - POWER_TOLERANCE;
                        worst = Math.max(worst, near == 0 ? 0 : Math.max(0, deviation));
                    }
                    return worst;
                });
    }

    private static boolean everywhere(DoubleUnaryOperator deviation) {
        for (double rs : RS) {
            if (!(deviation.applyAsDouble(rs) <= TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    /** Energy density over that of the uniform gas. */
    private double factor(double rs, double zeta, double s, double alpha) {
        var points = Points.allocate(1, true, Variable.KINETIC);
        SyntheticGrid.place(points, 0, rs, zeta, s, alpha);
        var energy = Results.like(points);
        var uniform = Results.like(points);
        functional.evaluate(points, energy);
        gas.evaluate(points, uniform);
        return energy.energy[0] / uniform.energy[0];
    }
}
