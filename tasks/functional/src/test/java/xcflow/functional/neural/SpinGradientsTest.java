package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;
import xcflow.functional.neural.Architecture.Shape;

/** Factors of the gradients of both spins, whose weights are drawn at random. */
class SpinGradientsTest {
    private static final Shape PLAIN = new Shape(9, 2, Activation.TANH);
    private static final Shape APART = PLAIN.with(Optional.of(DescriptorSet.SPIN_GRADIENTS));

    private static NeuralFunctional functional(Architecture architecture, Constraints constraints) {
        return NeuralFunctional.untrained(
                architecture.specify("apart", "BLYP", constraints, PLAIN, APART, 5));
    }

    /** One point whose gradients have any lengths and any angle. */
    private static Points point(Random random, double zeta) {
        var points = Points.allocate(1, true, Variable.GRADIENT);
        double rho = Math.exp(3 * random.nextDouble() - 2);
        points.rhoA[0] = rho * (1 + zeta) / 2;
        points.rhoB[0] = rho * (1 - zeta) / 2;
        double scale = 3 * Math.pow(rho, 4.0 / 3);
        double up = scale * (0.1 + random.nextDouble());
        double down = scale * (0.1 + random.nextDouble());
        points.sigmaAA[0] = up * up;
        points.sigmaBB[0] = down * down;
        points.sigmaAB[0] = up * down * (1.8 * random.nextDouble() - 0.9);
        return points;
    }

    private static double energy(Functional functional, Points points) {
        return results(functional, points).energy[0];
    }

    private static Results results(Functional functional, Points points) {
        var results = Results.like(points);
        functional.evaluate(points, results);
        return results;
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"CONSTRAINED", "UNCONSTRAINED", "ANCHORED"})
    void derivativesAreThoseOfTheEnergyWithConstraints(Architecture architecture) {
        assertDerivatives(functional(architecture, Constraints.ALL.withoutGradients()));
    }

    @Test
    void soAreThoseOfAFactorThatGrows() {
        assertDerivatives(functional(Architecture.CONSTRAINED, Constraints.NONE));
    }

    private static void assertDerivatives(Functional functional) {
        var random = new Random(4);
        for (int repeat = 0; repeat < 40; repeat++) {
            var points = point(random, 1.8 * random.nextDouble() - 0.9);
            var results = results(functional, points);
            for (Variable variable : Variable.GRADIENT) {
                for (int c = 0; c < points.of(variable).length; c++) {
                    assertThat(results.of(variable)[c][0])
                            .as("%s %d", variable, c)
                            .isCloseTo(
                                    difference(functional, points, points.of(variable)[c]),
                                    within(1e-7));
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
    void aClosedShellIsTheSameInOneSpinAndInTwo() {
        var functional = functional(Architecture.CONSTRAINED, Constraints.NONE);
        var one = Points.allocate(1, false, Variable.GRADIENT);
        one.rhoA[0] = 0.3;
        one.sigmaAA[0] = 0.2;
        var two = Points.allocate(1, true, Variable.GRADIENT);
        two.rhoA[0] = 0.15;
        two.rhoB[0] = 0.15;
        two.sigmaAA[0] = 0.05;
        two.sigmaAB[0] = 0.05;
        two.sigmaBB[0] = 0.05;
        var whole = results(functional, one);
        var halves = results(functional, two);
        assertThat(halves.energy[0]).isCloseTo(whole.energy[0], within(1e-11));
        assertThat(halves.vRhoA[0]).isCloseTo(whole.vRhoA[0], within(1e-10));
        assertThat((halves.vSigmaAA[0] + halves.vSigmaAB[0] + halves.vSigmaBB[0]) / 4)
                .isCloseTo(whole.vSigmaAA[0], within(1e-10));
    }

    @Test
    void exchangingTheSpinsExchangesTheDerivatives() {
        var functional = functional(Architecture.CONSTRAINED, Constraints.NONE);
        var points = point(new Random(9), 0.4);
        var swapped = Points.allocate(1, true, Variable.GRADIENT);
        swapped.rhoA[0] = points.rhoB[0];
        swapped.rhoB[0] = points.rhoA[0];
        swapped.sigmaAA[0] = points.sigmaBB[0];
        swapped.sigmaAB[0] = points.sigmaAB[0];
        swapped.sigmaBB[0] = points.sigmaAA[0];
        var there = results(functional, points);
        var back = results(functional, swapped);
        assertThat(back.energy[0]).isCloseTo(there.energy[0], within(1e-14));
        assertThat(back.vRhoA[0]).isCloseTo(there.vRhoB[0], within(1e-13));
        assertThat(back.vSigmaAA[0]).isCloseTo(there.vSigmaBB[0], within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void anEmptySpinHasFiniteNumbers(double zeta) {
        var functional = functional(Architecture.CONSTRAINED, Constraints.NONE);
        var points = Points.allocate(1, true, Variable.GRADIENT);
        points.rhoA[0] = zeta > 0 ? 1e-9 : 0;
        points.rhoB[0] = zeta > 0 ? 0 : 1e-9;
        points.sigmaAA[0] = zeta > 0 ? 1e-17 : 0;
        points.sigmaBB[0] = zeta > 0 ? 0 : 1e-17;
        var results = results(functional, points);
        for (Variable variable : Variable.GRADIENT) {
            for (double[] component : results.of(variable)) {
                assertThat(component[0]).isFinite();
            }
        }
        assertThat(Math.abs(results.energy[0])).isLessThan(1e-9);
    }

    @Test
    void theUniformGasStaysExactWhateverTheSpinsGradients() {
        var functional = functional(Architecture.CONSTRAINED, Constraints.ALL.withoutGradients());
        var points = point(new Random(2), 0.3);
        double opposite = points.sigmaAA[0];
        points.sigmaBB[0] = opposite;
        points.sigmaAB[0] = -opposite;
        assertThat(energy(functional.correlation(), points))
                .isCloseTo(energy(functional.correlationBase(), points), within(1e-15));
    }

    @Test
    void aFileKeepsThemInANewSchema() throws IOException {
        var functional = functional(Architecture.CONSTRAINED, Constraints.NONE);
        byte[] bytes = FunctionalFile.bytes(functional);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"schema\" : 6");
        var back = FunctionalFile.read(new ByteArrayInputStream(bytes));
        assertThat(back.spec()).isEqualTo(functional.spec());
    }

    @ParameterizedTest
    @EnumSource(
            value = DescriptorSet.class,
            names = {"SPIN_GRADIENTS", "KINETIC_SPIN_GRADIENTS", "POLARISATION_GRADIENT"})
    void exchangeCannotHaveWhatTwoSpinsHave(DescriptorSet set) {
        var shape = PLAIN.with(Optional.of(set));
        assertThatThrownBy(
                        () ->
                                Architecture.CONSTRAINED.specify(
                                        "x", "PBE", Constraints.ALL, shape, PLAIN, 1))
                .hasMessageContaining(
                        "the descriptors '" + set.label() + "' are those of two spins")
                .hasMessageContaining("density-gradient");
    }

    @ParameterizedTest
    @EnumSource(DescriptorSet.class)
    void everySetMakesAFactorOfItsVariables(DescriptorSet set) {
        var shape = PLAIN.with(Optional.of(set));
        var spec =
                Architecture.UNCONSTRAINED
                        .specify("x", "PBE", Constraints.ALL, PLAIN, shape, 1)
                        .correlation();
        assertThat(spec.dependsOnKineticEnergy()).isEqualTo(set.isKinetic());
        assertThat(spec.dependsOnSpinGradients()).isEqualTo(set.hasSpinGradients());
        assertThat(spec.inputs().stream().anyMatch(Descriptor::dependsOnDensity))
                .isEqualTo(set != DescriptorSet.GRADIENT);
    }
}
