package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Architecture.Shape;

/** What is promised of constrained functionals holds for any weights. */
class ConstraintsPropertyTest {
    private static final int NETWORKS = 1000;
    private static final double[] RS = {1e-4, 0.03, 1, 4, 300};
    private static final double[] ZETA = {-1, -0.3, 0, 0.7, 1};
    private static final double[] S = {0, 1e-3, 0.1, 0.7, 2, 9, 1e3, 1e7};

    /** Untrained weights, weights as after training, and weights scaled out of all proportion. */
    private static NeuralFunctional functional(Architecture architecture, int number) {
        var random = new Random(number);
        var shape =
                new Shape(
                        1 + random.nextInt(12),
                        1 + random.nextInt(3),
                        random.nextBoolean() ? Activation.TANH : Activation.SILU);
        var constraints =
                architecture == Architecture.CONSTRAINED ? Constraints.ALL : Constraints.NONE;
        return NeuralFunctional.untrained(
                architecture.specify("t", "", constraints, shape, shape, number));
    }

    private static Factor scaled(Factor factor, int number) {
        double scale = new double[] {1, 3, 30, 1e3, 1e6}[number % 5];
        double[] parameters = factor.network().parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= scale;
        }
        return factor.withParameters(parameters);
    }

    private record Range(double least, double greatest, double gasError, double atInfinity) {}

    /** Extremes of F over the grid, and its greatest deviation from one at s = 0. */
    private static Range range(Factor factor, boolean polarised) {
        double[] zetas = polarised ? ZETA : new double[] {0};
        var variables = new Variables(RS.length * zetas.length * S.length, polarised);
        int n = 0;
        for (double rs : RS) {
            for (double zeta : zetas) {
                for (double s : S) {
                    variables.set(n++, rs, zeta, s * s);
                }
            }
        }
        var kernel = new FactorKernel(factor);
        kernel.evaluate(variables, n);
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double gasError = 0;
        double atInfinity = 0;
        for (int k = 0; k < n; k++) {
            assertThat(kernel.f[k]).isFinite();
            assertThat(kernel.byP[k]).isFinite();
            assertThat(kernel.byRs[k]).isFinite();
            assertThat(kernel.byZeta[k]).isFinite();
            least = Math.min(least, kernel.f[k]);
            greatest = Math.max(greatest, kernel.f[k]);
            if (variables.p[k] == 0) {
                gasError = Math.max(gasError, Math.abs(kernel.f[k] - 1));
            }
        }
        variables.set(0, 2, 0.3, 1e30);
        kernel.evaluate(variables, 1);
        atInfinity = kernel.f[0];
        return new Range(least, greatest, gasError, atInfinity);
    }

    @Test
    void aThousandConstrainedNetworksObeyTheConstraintsWhateverTheirWeights() {
        for (int number = 0; number < NETWORKS; number++) {
            var functional = functional(Architecture.CONSTRAINED, number);
            var exchange = range(scaled(functional.exchangeFactor(), number), false);
            assertThat(exchange.least).isNotNegative();
            assertThat(exchange.greatest).isLessThanOrEqualTo(1.804);
            assertThat(exchange.gasError).isZero();
            var correlation = range(scaled(functional.correlationFactor(), number), true);
            assertThat(correlation.least).isNotNegative();
            assertThat(correlation.greatest).isLessThanOrEqualTo(2);
            assertThat(correlation.gasError).isZero();
            // F_c ∝ e^y s⁻⁴: huge weights only move the decay beyond what can be represented.
            if (number % 5 == 0) {
                assertThat(correlation.atInfinity).isLessThan(1e-20);
            }
        }
    }

    @Test
    void exchangeScalesAsCoordinatesDoAndSpinScalingIsExact() {
        for (int number = 0; number < 40; number++) {
            var exchange = functional(Architecture.CONSTRAINED, number).exchange();
            double gamma = 2.5;
            double rho = 0.3;
            double sigma = 0.2;
            double scaled =
                    unpolarised(exchange, Math.pow(gamma, 3) * rho, Math.pow(gamma, 8) * sigma);
            assertThat(scaled / (Math.pow(gamma, 4) * unpolarised(exchange, rho, sigma)))
                    .isCloseTo(1, within(1e-13));
            var open =
                    Points.polarised(
                            new double[] {0.2},
                            new double[] {0.07},
                            new double[] {0.11},
                            new double[] {-0.01},
                            new double[] {0.03});
            var results = new Results(1, true);
            exchange.evaluate(open, results);
            double expected =
                    0.5 * (unpolarised(exchange, 0.4, 0.44) + unpolarised(exchange, 0.14, 0.12));
            assertThat(results.energy[0] / expected).isCloseTo(1, within(1e-14));
            assertThat(results.vSigmaAB[0]).isZero();
        }
    }

    private static double unpolarised(Functional functional, double rho, double sigma) {
        var results = new Results(1, false);
        functional.evaluate(Points.unpolarised(new double[] {rho}, new double[] {sigma}), results);
        return results.energy[0];
    }

    @Test
    void unconstrainedNetworksBreakThem() {
        int broken = 0;
        for (int number = 0; number < 100; number++) {
            var functional = functional(Architecture.UNCONSTRAINED, number);
            var exchange = range(functional.exchangeFactor(), false);
            var correlation = range(functional.correlationFactor(), true);
            assertThat(exchange.gasError).isPositive();
            assertThat(correlation.gasError).isPositive();
            if (exchange.least < 0 || correlation.least < 0) {
                broken++;
            }
        }
        assertThat(broken).isGreaterThan(50);
    }
}
