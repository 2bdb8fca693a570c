package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;
import xcflow.functional.neural.Architecture.Shape;

/** Factors of the gradients of both spins and of the kinetic energy density. */
class KineticSpinGradientsTest {
    private static final Shape PLAIN = new Shape(9, 2, Activation.TANH);
    private static final Shape APART =
            PLAIN.with(Optional.of(DescriptorSet.KINETIC_SPIN_GRADIENTS));

    private static NeuralFunctional functional(Architecture architecture) {
        return NeuralFunctional.untrained(
                architecture.specify("apart", "TPSS", Constraints.ALL_KINETIC, PLAIN, APART, 5));
    }

    /** One point whose gradients have any lengths and any angle. */
    private static Points point(Random random, double zeta, double alpha) {
        var points = Points.allocate(1, true, Variable.KINETIC);
        double rho = Math.exp(3 * random.nextDouble() - 2);
        points.rhoA[0] = rho * (1 + zeta) / 2;
        points.rhoB[0] = rho * (1 - zeta) / 2;
        double up = 4 * Math.pow(points.rhoA[0], 4.0 / 3) * (0.1 + random.nextDouble());
        double down = 4 * Math.pow(points.rhoB[0], 4.0 / 3) * (0.1 + random.nextDouble());
        points.sigmaAA[0] = up * up;
        points.sigmaBB[0] = down * down;
        points.sigmaAB[0] = up * down * (1.8 * random.nextDouble() - 0.9);
        double[][] tau = points.of(Variable.TAU);
        tau[0][0] = DensityScales.kinetic(points.rhoA[0], points.sigmaAA[0], alpha);
        tau[1][0] = DensityScales.kinetic(points.rhoB[0], points.sigmaBB[0], alpha);
        return points;
    }

    private static Results results(Functional functional, Points points) {
        var results = Results.like(points);
        functional.evaluate(points, results);
        return results;
    }

    private static double energy(Functional functional, Points points) {
        return results(functional, points).energy[0];
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"CONSTRAINED", "UNCONSTRAINED"})
    void allSevenDerivativesAreThoseOfTheEnergy(Architecture architecture) {
        var functional = functional(architecture);
        var random = new Random(4);
        for (int repeat = 0; repeat < 40; repeat++) {
            var points =
                    point(random, 1.8 * random.nextDouble() - 0.9, 0.2 + 3 * random.nextDouble());
            var results = results(functional, points);
            for (Variable variable : Variable.KINETIC) {
                for (int c = 0; c < points.of(variable).length; c++) {
                    assertThat(results.of(variable)[c][0])
                            .as("%s %d", variable, c)
                            .isCloseTo(
                                    difference(functional, points, points.of(variable)[c]),
                                    within(2e-7));
                }
            }
        }
    }

    /** Fourth-order central difference. */
    private static double difference(Functional functional, Points points, double[] component) {
        double x = component[0];
        double step = 1e-4 * Math.abs(x);
        double sum = 0;
        double[] weights = {8, -1};
        for (int k = 1; k <= 2; k++) {
            component[0] = x + k * step;
            double above = energy(functional, points);
            component[0] = x - k * step;
            sum += weights[k - 1] * (above - energy(functional, points));
        }
        component[0] = x;
        return sum / (12 * step);
    }

    @Test
    void oneElectronDoesNotCorrelateWhateverTheWeights() {
        var functional = functional(Architecture.CONSTRAINED);
        var random = new Random(3);
        for (int repeat = 0; repeat < 20; repeat++) {
            var points = point(random, 1, 0);
            assertThat(energy(functional.correlation(), points)).isCloseTo(0, within(1e-14));
            assertThat(energy(functional.correlation(), point(random, 0.5, 0))).isLessThan(-1e-4);
        }
    }

    @Test
    void theUniformGasStaysExactAndDependsOnNoGradient() {
        var functional = functional(Architecture.CONSTRAINED);
        for (double zeta : new double[] {0, 0.3, 0.9}) {
            var points = point(new Random(2), zeta, 1);
            for (double[] product : points.of(Variable.SIGMA)) {
                product[0] = 0;
            }
            double[][] tau = points.of(Variable.TAU);
            tau[0][0] = DensityScales.kinetic(points.rhoA[0], 0, 1);
            tau[1][0] = DensityScales.kinetic(points.rhoB[0], 0, 1);
            assertThat(energy(functional.correlation(), points))
                    .isCloseTo(energy(functional.correlationBase(), points), within(1e-14));
        }
    }

    @Test
    void aClosedShellIsTheSameInOneSpinAndInTwo() {
        var functional = functional(Architecture.CONSTRAINED);
        var one = Points.allocate(1, false, Variable.KINETIC);
        one.rhoA[0] = 0.3;
        one.sigmaAA[0] = 0.2;
        one.of(Variable.TAU)[0][0] = 0.25;
        var two = one.polarised();
        var whole = results(functional, one);
        var halves = results(functional, two);
        assertThat(halves.energy[0]).isCloseTo(whole.energy[0], within(1e-11));
        assertThat(halves.of(Variable.TAU)[0][0])
                .isCloseTo(whole.of(Variable.TAU)[0][0], within(1e-10));
        assertThat((halves.vSigmaAA[0] + halves.vSigmaAB[0] + halves.vSigmaBB[0]) / 4)
                .isCloseTo(whole.vSigmaAA[0], within(1e-10));
    }

    @Test
    void aFileKeepsThemInWordsThatSchemaSixKnows() throws IOException {
        var functional = functional(Architecture.CONSTRAINED);
        byte[] bytes = FunctionalFile.bytes(functional);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"schema\" : 6");
        var back = FunctionalFile.read(new ByteArrayInputStream(bytes));
        assertThat(back.spec()).isEqualTo(functional.spec());
        assertThat(FunctionalFile.bytes(back)).isEqualTo(bytes);
        var points = point(new Random(1), 0.4, 0.7);
        assertThat(energy(back, points)).isEqualTo(energy(functional, points));
    }
}
