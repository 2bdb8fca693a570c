package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.neural.Architecture.Shape;

/** Neural meta-GGAs, whose weights are drawn at random: what holds must hold for any. */
class KineticFunctionalTest {
    private static final Shape SHAPE = new Shape(9, 2, Activation.TANH);

    private static NeuralFunctional functional(Architecture architecture, long seed) {
        return NeuralFunctional.untrained(
                architecture.specify(
                        "meta", "r2SCAN", Constraints.ALL_KINETIC, SHAPE, SHAPE, seed));
    }

    private static NeuralFunctional constrained(long seed) {
        return functional(Architecture.CONSTRAINED, seed);
    }

    /** One point; α is that of each spin. */
    private static Points point(double rs, double zeta, double s, double alpha) {
        var points = Points.allocate(1, true, Variable.KINETIC);
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double gradient = s * DensityScales.GRADIENT * Math.pow(rho, 4.0 / 3);
        double up = (1 + zeta) / 2;
        double down = (1 - zeta) / 2;
        points.rhoA[0] = up * rho;
        points.rhoB[0] = down * rho;
        points.sigmaAA[0] = up * up * gradient * gradient;
        points.sigmaAB[0] = up * down * gradient * gradient;
        points.sigmaBB[0] = down * down * gradient * gradient;
        double[][] tau = points.of(Variable.TAU);
        tau[0][0] = DensityScales.kinetic(points.rhoA[0], points.sigmaAA[0], alpha);
        tau[1][0] = DensityScales.kinetic(points.rhoB[0], points.sigmaBB[0], alpha);
        return points;
    }

    /** Energy density over that of the uniform gas. */
    private static double factor(Functional functional, Functional gas, Points points) {
        var energy = Results.like(points);
        var uniform = Results.like(points);
        functional.evaluate(points, energy);
        gas.evaluate(points, uniform);
        return energy.energy[0] / uniform.energy[0];
    }

    private static double exchange(Separable functional, Points points) {
        return factor(functional.exchange(), gas().exchange(), points);
    }

    private static double correlation(Separable functional, Points points) {
        return factor(functional.correlation(), gas().correlation(), points);
    }

    private static Separable gas() {
        return (Separable) Functionals.named(Architecture.UNIFORM_GAS);
    }

    private static double energy(Functional functional, Points points) {
        var results = Results.like(points);
        functional.evaluate(points, results);
        return results.energy[0];
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"CONSTRAINED", "UNCONSTRAINED"})
    void derivativesOfTwoSpinsAreThoseOfTheEnergy(Architecture architecture) {
        var random = new Random(4);
        var functional = functional(architecture, 2);
        for (int repeat = 0; repeat < 40; repeat++) {
            var points =
                    point(
                            Math.exp(2 * random.nextDouble() - 1),
                            1.8 * random.nextDouble() - 0.9,
                            0.1 + 2 * random.nextDouble(),
                            0.1 + 3 * random.nextDouble());
            assertDerivatives(functional, points);
        }
    }

    @Test
    void derivativesOfAnUnpolarisedDensityAreThoseOfTheEnergy() {
        var functional = constrained(3);
        var points = Points.allocate(1, false, Variable.KINETIC);
        points.rhoA[0] = 0.3;
        points.sigmaAA[0] = 0.2;
        points.of(Variable.TAU)[0][0] = 0.4;
        assertDerivatives(functional, points);
    }

    private static void assertDerivatives(Functional functional, Points points) {
        var results = Results.like(points);
        functional.evaluate(points, results);
        for (Variable variable : Variable.values()) {
            for (int c = 0; c < points.of(variable).length; c++) {
                double[] component = points.of(variable)[c];
                double x = component[0];
                double step = 1e-4 * Math.max(Math.abs(x), 1e-8);
                double sum = 0;
                double[] weights = {8, -1};
                for (int k = 1; k <= 2; k++) {
                    component[0] = x + k * step;
                    double above = energy(functional, points);
                    component[0] = x - k * step;
                    sum += weights[k - 1] * (above - energy(functional, points));
                }
                component[0] = x;
                double numerical = sum / (12 * step);
                assertThat(results.of(variable)[c][0])
                        .as("%s %d", variable, c)
                        .isCloseTo(numerical, within(1e-7 * Math.max(1, Math.abs(numerical))));
            }
        }
    }

    @Test
    void bothSpinsOfAClosedShellGiveWhatTheirSumGives() {
        var functional = constrained(5);
        var halves = point(0.9, 0, 0.8, 0.6);
        var whole = Points.allocate(1, false, Variable.KINETIC);
        whole.rhoA[0] = halves.density(0);
        whole.sigmaAA[0] = 4 * halves.sigmaAA[0];
        whole.of(Variable.TAU)[0][0] = 2 * halves.of(Variable.TAU)[0][0];
        assertThat(energy(functional, halves)).isCloseTo(energy(functional, whole), within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theUniformGasIsExact(long seed) {
        var functional = constrained(seed);
        for (double rs : new double[] {0.01, 1, 50}) {
            for (double zeta : new double[] {0, 0.4, 1}) {
                var points = point(rs, zeta, 0, 1);
                assertThat(exchange(functional, points)).isCloseTo(1, within(1e-13));
                assertThat(correlation(functional, points)).isCloseTo(1, within(1e-13));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void boundsHoldEverywhere(long seed) {
        var functional = constrained(seed);
        for (double s : new double[] {0, 0.5, 2, 20, 1e4}) {
            for (double alpha : new double[] {0, 0.3, 1, 4, 1e5}) {
                double fx = exchange(functional, point(1, 0, s, alpha));
                double fc = correlation(functional, point(1, 0.3, s, alpha));
                assertThat(fx).isBetween(0.0, 1.174 + 1e-12);
                assertThat(fc).isBetween(0.0, 2.0);
            }
        }
    }

    @Test
    void exchangeFallsLikeTheRootOfTheGradient() {
        var functional = constrained(6);
        double near = exchange(functional, point(1, 0, 1e6, 1));
        double far = exchange(functional, point(1, 0, 16e6, 1));
        assertThat(far / near).isCloseTo(0.25, within(0.01));
    }

    @Test
    void singleOrbitalsReachTheBound() {
        var functional = constrained(9);
        assertThat(exchange(functional, point(1, 0, 0, 0))).isCloseTo(1.174, within(1e-12));
        assertThat(exchange(functional, point(1, 0, 4, 0)))
                .isCloseTo(-1.174 * Math.expm1(-4.9479 / 2), within(1e-12));
    }

    @Test
    void oneElectronDoesNotCorrelate() {
        var functional = constrained(7);
        for (double s : new double[] {0, 0.7, 5}) {
            assertThat(correlation(functional, point(1.3, 1, s, 0))).isCloseTo(0, within(1e-12));
            assertThat(correlation(functional, point(1.3, 1, s, 0.5))).isPositive();
            assertThat(correlation(functional, point(1.3, 0.6, s, 0))).isPositive();
        }
    }

    @Test
    void theFileKeepsEverything() throws Exception {
        var functional = constrained(8);
        var read = FunctionalFile.read(new ByteArrayInputStream(FunctionalFile.bytes(functional)));
        var points = point(2, 0.3, 1.1, 0.7);
        assertThat(read.spec()).isEqualTo(functional.spec());
        assertThat(read.needs()).isEqualTo(Variable.KINETIC);
        assertThat(energy(read, points)).isEqualTo(energy(functional, points));
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"ANCHORED", "STUDY"})
    void otherArchitecturesAreRefused(Architecture architecture) {
        assertThatThrownBy(() -> functional(architecture, 1))
                .hasMessageContaining("can be cloned with 'constrained' or 'unconstrained'");
    }

    /** Constraints with which μ of slowly varying densities is built in. */
    private static Constraints expanding(double mu, Constraints.Kinetic kinetic) {
        return new Constraints(
                true,
                true,
                kinetic.tightBound(),
                OptionalDouble.of(mu),
                true,
                true,
                true,
                OptionalDouble.empty(),
                Optional.of(kinetic));
    }

    private static NeuralFunctional expanding(
            double mu, Constraints.Kinetic kinetic, DescriptorSet descriptors, long seed) {
        var shape = SHAPE.with(Optional.of(descriptors));
        return NeuralFunctional.untrained(
                Architecture.CONSTRAINED.specify(
                        "meta", "r2SCAN", expanding(mu, kinetic), shape, SHAPE, seed));
    }

    /** With single orbitals exact, with the decay alone, and without either. */
    @ParameterizedTest
    @CsvSource({
        "true, true, KINETIC",
        "false, true, KINETIC",
        "false, false, KINETIC",
        "true, true, SINGLE_ORBITAL_SHARE"
    })
    void theGradientExpansionOfSlowlyVaryingDensitiesCanBeBuiltIn(
            boolean orbital, boolean decay, DescriptorSet descriptors) {
        double mu = 10.0 / 81;
        var kinetic = new Constraints.Kinetic(orbital, decay, orbital, true);
        for (long seed = 1; seed < 4; seed++) {
            var functional = expanding(mu, kinetic, descriptors, seed);
            double p = 1e-4;
            double near = slowlyVarying(functional, p) - 1;
            double far = slowlyVarying(functional, 2 * p) - 1;
            // Without the second order of the difference.
            assertThat((4 * near - far) / (2 * p)).isCloseTo(mu, within(1e-6));
        }
    }

    /** F at s² = p and the α that a slowly varying density has there. */
    private static double slowlyVarying(Separable functional, double p) {
        return exchange(functional, point(1, 0, Math.sqrt(p), 1 - 20.0 / 27 * p));
    }

    @Test
    void derivativesWithTheGradientExpansionAreThoseOfTheEnergy() {
        var kinetic = Constraints.ALL_KINETIC.kinetic().orElseThrow();
        var functional = expanding(0.2, kinetic, DescriptorSet.KINETIC, 2);
        assertDerivatives(functional, point(0.8, 0.3, 0.7, 0.6));
        assertDerivatives(functional, point(1.4, -0.6, 0.2, 1.1));
    }

    @Test
    void theFileKeepsTheGradientExpansion() throws Exception {
        var kinetic = Constraints.ALL_KINETIC.kinetic().orElseThrow();
        var functional = expanding(0.2, kinetic, DescriptorSet.KINETIC, 2);
        var read = FunctionalFile.read(new ByteArrayInputStream(FunctionalFile.bytes(functional)));
        var points = point(2, 0.3, 1.1, 0.7);
        assertThat(read.spec()).isEqualTo(functional.spec());
        assertThat(energy(read, points)).isEqualTo(energy(functional, points));
    }

    @Test
    void theGradientCoefficientOfCorrelationCannotBeBuiltIn() {
        assertThatThrownBy(
                        () ->
                                new Constraints(
                                        true,
                                        true,
                                        true,
                                        OptionalDouble.empty(),
                                        true,
                                        true,
                                        true,
                                        OptionalDouble.of(0.05),
                                        Constraints.ALL_KINETIC.kinetic()))
                .hasMessageContaining("switch correlation-gradient off");
    }

    @Test
    void theGradientCoefficientOfExchangeNeedsItsScaling() {
        assertThatThrownBy(
                        () ->
                                new Constraints(
                                        true,
                                        false,
                                        true,
                                        OptionalDouble.of(0.2),
                                        true,
                                        true,
                                        true,
                                        OptionalDouble.empty(),
                                        Constraints.ALL_KINETIC.kinetic()))
                .hasMessageContaining("switch exchange-gradient off too");
    }
}
