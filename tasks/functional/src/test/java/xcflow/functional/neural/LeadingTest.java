package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.audit.AuditReport;
import xcflow.functional.audit.Constraint;
import xcflow.functional.neural.Architecture.Shape;

/** Gradient coefficients that are built in hold for any weights. */
class LeadingTest {
    private static final double[] RS = {0.01, 0.3, 1, 4, 30};
    private static final double[] ZETA = {-1, -0.9, -0.3, 0, 0.5, 1};
    private static final double MU = 0.17;
    private static final double BETA = 0.05;

    /** All ways in which the other constraints shape the factors. */
    private static Constraints constraints(boolean bounded, boolean vanishing) {
        return new Constraints(
                true,
                bounded,
                bounded,
                OptionalDouble.of(MU),
                true,
                bounded,
                vanishing,
                OptionalDouble.of(BETA));
    }

    private static NeuralFunctional functional(Constraints constraints, int number) {
        var random = new Random(number);
        var shape =
                new Shape(
                        2 + random.nextInt(20),
                        1 + random.nextInt(3),
                        random.nextBoolean() ? Activation.TANH : Activation.SILU);
        var functional =
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "t", "", constraints, shape, shape, number));
        double scale = 1 + number % 3;
        return functional.withParameters(
                scaled(functional.exchangeFactor(), scale),
                scaled(functional.correlationFactor(), scale));
    }

    private static double[] scaled(Factor factor, double scale) {
        double[] parameters = factor.network().parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= scale;
        }
        return parameters;
    }

    private static NeuralFunctional functional(int number) {
        boolean bounded = number % 3 > 0;
        return functional(constraints(bounded, number % 3 == 2), number);
    }

    /** Energy per particle; t² or s² as {@code perGradient} turns it into σ. */
    private static double energy(Functional functional, double rs, double zeta, double sigma) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double up = (1 + zeta) / 2;
        double down = (1 - zeta) / 2;
        var points =
                Points.polarised(
                        new double[] {up * rho},
                        new double[] {down * rho},
                        new double[] {up * up * sigma},
                        new double[] {up * down * sigma},
                        new double[] {down * down * sigma});
        var results = new Results(1, true);
        functional.evaluate(points, results);
        return results.energy[0] / rho;
    }

    private static double phi(double zeta) {
        return (Math.pow(1 + zeta, 2.0 / 3) + Math.pow(1 - zeta, 2.0 / 3)) / 2;
    }

    /** σ of s² = 1. */
    private static double sigmaPerS2(double rs) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double fermi = Math.cbrt(3 * Math.PI * Math.PI * rho);
        return Math.pow(2 * fermi * rho, 2);
    }

    /** σ of t² = 1, from t = |∇ρ|/(2 φ k_s ρ) and k_s² = 4 k_F/π. */
    private static double sigmaPerT2(double rs, double zeta) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double screening = 4 * Math.cbrt(3 * Math.PI * Math.PI * rho) / Math.PI;
        return 4 * phi(zeta) * phi(zeta) * screening * rho * rho;
    }

    @Test
    void theSlopeOfExchangeAtZeroGradientIsMuWhateverTheWeights() {
        var variables = new Variables(RS.length, false);
        for (int k = 0; k < RS.length; k++) {
            variables.set(k, RS[k], 0, 0);
        }
        for (int number = 0; number < 300; number++) {
            var kernel = new FactorKernel(functional(number).exchangeFactor());
            kernel.evaluate(variables, RS.length);
            for (int k = 0; k < RS.length; k++) {
                assertThat(kernel.f[k]).isEqualTo(1);
                assertThat(kernel.byP[k]).isCloseTo(MU, within(1e-15));
                assertThat(kernel.byRs[k]).isZero();
            }
        }
    }

    @Test
    void theSlopeOfCorrelationAtZeroGradientIsThatOfBetaPhiCubedTSquaredWhateverTheWeights() {
        Functional gas = Functionals.named("pw92_mod");
        for (int number = 0; number < 100; number++) {
            var kernel = new FactorKernel(functional(number).correlationFactor());
            for (double rs : RS) {
                for (double zeta : ZETA) {
                    var variables = new Variables(1, true);
                    variables.set(0, rs, zeta, 0);
                    kernel.evaluate(variables, 1);
                    double t2PerS2 = sigmaPerS2(rs) / sigmaPerT2(rs, zeta);
                    double expected =
                            BETA * Math.pow(phi(zeta), 3) * t2PerS2 / energy(gas, rs, zeta, 0);
                    assertThat(kernel.f[0]).isEqualTo(1);
                    assertThat(kernel.byP[0] / expected).isCloseTo(1, within(1e-13));
                }
            }
        }
    }

    /** f'(0) by extrapolating difference quotients, without any derivative of ours. */
    private static double slope(java.util.function.DoubleUnaryOperator f, double step) {
        double start = f.applyAsDouble(0);
        double[] table = new double[4];
        for (int i = 0; i < table.length; i++) {
            double x = (i + 1) * step;
            table[i] = (f.applyAsDouble(x) - start) / x;
        }
        for (int order = 1; order < table.length; order++) {
            for (int i = 0; i + order < table.length; i++) {
                table[i] = ((i + order + 1) * table[i] - (i + 1) * table[i + 1]) / order;
            }
        }
        return table[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12, 13, 14})
    void theEnergiesHaveTheCoefficients(int number) {
        var functional = functional(number);
        for (double rs : new double[] {0.3, 1, 4}) {
            double perS2 = sigmaPerS2(rs);
            double gas = energy(functional.exchange(), rs, 0, 0);
            double mu = slope(p -> energy(functional.exchange(), rs, 0, p * perS2) / gas, 2e-4);
            assertThat(mu).isCloseTo(MU, within(1e-10));
            for (double zeta : ZETA) {
                double perT2 = sigmaPerT2(rs, zeta);
                double beta =
                        slope(t -> energy(functional.correlation(), rs, zeta, t * perT2), 2e-4)
                                / Math.pow(phi(zeta), 3);
                assertThat(beta).isCloseTo(BETA, within(1e-10));
            }
        }
    }

    @Test
    void theAuditFindsThemInUntrainedFunctionals() {
        for (int number = 0; number < 3; number++) {
            var report = AuditReport.of(functional(Constraints.ALL, number));
            assertThat(report.finding(Constraint.GRADIENT_COEFFICIENT).holds()).isTrue();
            assertThat(report.finding(Constraint.LINEAR_RESPONSE).holds()).isTrue();
            assertThat(report.finding(Constraint.LINEAR_RESPONSE).value())
                    .isCloseTo(0, within(1e-4));
        }
    }

    @Test
    void withoutThemTheNetworkDecides() {
        var free = Constraints.ALL.withoutGradients();
        var functional = functional(free, 3);
        assertThat(functional.spec().exchange().leading()).isEqualTo(Leading.NONE);
        assertThat(functional.spec().correlation().leading()).isEqualTo(Leading.NONE);
        var report = AuditReport.of(functional);
        assertThat(report.finding(Constraint.GRADIENT_COEFFICIENT).holds()).isFalse();
        assertThat(report.finding(Constraint.LINEAR_RESPONSE).holds()).isFalse();
    }

    @Test
    void theyNeedTheLimitOfTheUniformGas() {
        assertThatThrownBy(
                        () ->
                                new Constraints(
                                        false,
                                        true,
                                        true,
                                        OptionalDouble.of(MU),
                                        true,
                                        true,
                                        true,
                                        OptionalDouble.empty()))
                .hasMessageContaining("switch exchange-gradient off");
        assertThatThrownBy(
                        () ->
                                new Constraints(
                                        true,
                                        true,
                                        true,
                                        OptionalDouble.empty(),
                                        false,
                                        true,
                                        true,
                                        OptionalDouble.of(BETA)))
                .hasMessageContaining("switch correlation-gradient off");
    }

    @Test
    void onlyPartsOfTheUniformGasCanHaveThem() {
        var spec = functional(2).spec();
        assertThatThrownBy(
                        () ->
                                new NeuralSpec(
                                        "t",
                                        spec.architecture(),
                                        "PBE",
                                        "",
                                        spec.exchange(),
                                        spec.correlation(),
                                        spec.initialisation(),
                                        spec.exactExchange()))
                .hasMessageContaining("leading term EXCHANGE")
                .hasMessageContaining("PBE");
        assertThatThrownBy(() -> spec.exchange().with(Leading.correlation(BETA)))
                .hasMessageContaining("gate");
    }
}
