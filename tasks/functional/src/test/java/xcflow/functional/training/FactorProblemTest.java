package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.DescriptorSet;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.Workers;

class FactorProblemTest {
    private static final Workers ONE = new Workers(1);

    /** The rows of all parts of the loss: pointwise, synthetic and integrated. */
    private static FactorProblem problem(
            Architecture architecture, Activation activation, boolean exchange) {
        return problem(
                architecture, activation, exchange, ModelSystems.sample(List.of("Li", "N", "He")));
    }

    private static FactorProblem problem(
            Architecture architecture, Activation activation, boolean exchange, DataSet data) {
        boolean kinetic = data.points().has(Variable.TAU);
        var constraints = kinetic ? Constraints.ALL_KINETIC : Constraints.ALL;
        return problem(architecture, constraints, activation, exchange, data);
    }

    private static FactorProblem problem(
            Architecture architecture,
            Constraints constraints,
            Activation activation,
            boolean exchange,
            DataSet data) {
        boolean kinetic = data.points().has(Variable.TAU);
        var shape = new Shape(7, 3, activation);
        var functional =
                NeuralFunctional.untrained(
                        architecture.specify("t", "PBE", constraints, shape, shape, 11));
        var reference = (Separable) Functionals.named(kinetic ? "r2SCAN" : "PBEsol");
        var part =
                exchange
                        ? Part.exchange(functional, reference)
                        : Part.correlation(functional, reference);
        Factor factor = exchange ? functional.exchangeFactor() : functional.correlationFactor();
        return CloningLoss.of(part, factor, data, new LossWeights(1, 2, 3, 4, 0.1), 25, true, ONE)
                .problem();
    }

    private static double[] parameters(FactorProblem problem) {
        var random = new Random(3);
        return random.doubles(problem.parameters(), -0.7, 0.7).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTRAINED, TANH, true",
        "CONSTRAINED, TANH, false",
        "CONSTRAINED, SILU, false",
        "UNCONSTRAINED, TANH, true",
        "UNCONSTRAINED, TANH, false",
        "ANCHORED, TANH, true",
        "ANCHORED, SILU, false"
    })
    void parameterDerivativesOfEveryRowAgreeWithFiniteDifferences(
            Architecture architecture, Activation activation, boolean exchange) {
        assertDerivatives(problem(architecture, activation, exchange));
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTRAINED, true",
        "CONSTRAINED, false",
        "UNCONSTRAINED, true",
        "UNCONSTRAINED, false"
    })
    void soDoThoseOfFactorsOfTheKineticEnergyDensity(Architecture architecture, boolean exchange) {
        var data = KineticDensities.sample(300, 5);
        assertDerivatives(problem(architecture, Activation.TANH, exchange, data));
    }

    @Test
    void soDoThoseOfExchangeWithItsGradientExpansion() {
        var constraints =
                new Constraints(
                        true,
                        true,
                        true,
                        OptionalDouble.of(0.2),
                        true,
                        true,
                        true,
                        OptionalDouble.empty(),
                        Constraints.ALL_KINETIC.kinetic());
        var data = KineticDensities.sample(300, 5);
        assertDerivatives(
                problem(Architecture.CONSTRAINED, constraints, Activation.TANH, true, data));
    }

    @ParameterizedTest
    @CsvSource({"CONSTRAINED, BLYP", "CONSTRAINED, PBE", "UNCONSTRAINED, BLYP"})
    void soDoThoseOfFactorsOfTheGradientsOfBothSpins(Architecture architecture, String name) {
        assertDerivatives(
                spinProblem(
                        architecture,
                        name,
                        DescriptorSet.SPIN_GRADIENTS,
                        ModelSystems.sample(List.of("Li", "N", "He"))));
    }

    @ParameterizedTest
    @CsvSource({"CONSTRAINED, TPSS", "CONSTRAINED, SCAN", "UNCONSTRAINED, TPSS"})
    void soDoThoseOfFactorsOfBoth(Architecture architecture, String name) {
        assertDerivatives(
                spinProblem(
                        architecture,
                        name,
                        DescriptorSet.KINETIC_SPIN_GRADIENTS,
                        KineticDensities.sample(120, 5)));
    }

    private static FactorProblem spinProblem(
            Architecture architecture, String name, DescriptorSet set, DataSet data) {
        var reference = (Separable) Functionals.named(name);
        var shape = new Shape(7, 2, Activation.TANH, Optional.of(set));
        var functional =
                NeuralFunctional.untrained(
                        architecture.specify(
                                "t",
                                name,
                                ObeyedConstraints.of(reference),
                                new Shape(7, 2, Activation.TANH),
                                shape,
                                11));
        return CloningLoss.of(
                        Part.correlation(functional, reference),
                        functional.correlationFactor(),
                        data,
                        new LossWeights(1, 2, 3, 4, 0.1),
                        15,
                        true,
                        ONE)
                .problem();
    }

    private static void assertDerivatives(FactorProblem problem) {
        double[] theta = parameters(problem);
        int rows = problem.rows();
        int p = problem.parameters();
        double[] r = new double[rows];
        double[] jacobian = new double[rows * p];
        problem.jacobian(theta, r, jacobian);
        var random = new Random(17);
        for (int repeat = 0; repeat < 4; repeat++) {
            double[] direction = random.doubles(p, -1, 1).toArray();
            double[] numerical = directionalDifference(problem, theta, direction);
            double scale = 0;
            for (double x : numerical) {
                scale = Math.max(scale, Math.abs(x));
            }
            for (int row = 0; row < rows; row++) {
                double analytic = 0;
                for (int i = 0; i < p; i++) {
                    analytic += jacobian[row * p + i] * direction[i];
                }
                assertThat(analytic)
                        .isCloseTo(
                                numerical[row], within(1e-8 * Math.abs(analytic) + 1e-11 * scale));
            }
        }
    }

    /** Eighth-order central differences. */
    private static double[] directionalDifference(
            FactorProblem problem, double[] theta, double[] direction) {
        double step = 4e-3;
        double[] factors = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
        double[] sum = new double[problem.rows()];
        double[] r = new double[problem.rows()];
        for (int k = 1; k <= 4; k++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] moved = theta.clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += sign * k * step * direction[i];
                }
                problem.deviations(moved, r);
                for (int row = 0; row < r.length; row++) {
                    sum[row] += sign * factors[k - 1] * r[row] / step;
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"CONSTRAINED, TANH, true", "CONSTRAINED, TANH, false", "ANCHORED, SILU, false"})
    void theGradientIsThatOfTheSumOfSquares(
            Architecture architecture, Activation activation, boolean exchange) {
        var problem = problem(architecture, activation, exchange);
        double[] theta = parameters(problem);
        int p = problem.parameters();
        double[] r = new double[problem.rows()];
        double[] jacobian = new double[problem.rows() * p];
        double[] gradient = new double[p];
        problem.jacobian(theta, r, jacobian);
        double loss = problem.gradient(theta, r, gradient);
        assertThat(loss).isEqualTo(LevenbergMarquardt.square(r));
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int i = 0; i < p; i++) {
            double expected = 0;
            for (int row = 0; row < r.length; row++) {
                expected += r[row] * jacobian[row * p + i];
            }
            assertThat(gradient[i]).isCloseTo(expected, within(1e-12 * largest));
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void threadsDoNotChangeABit(boolean exchange) {
        var one = problem(Architecture.CONSTRAINED, Activation.TANH, exchange);
        double[] theta = parameters(one);
        double[][] expected = derivatives(one, theta);
        try (var workers = new Workers(3)) {
            var functional =
                    NeuralFunctional.untrained(
                            Architecture.CONSTRAINED.specify(
                                    "t",
                                    "PBE",
                                    Constraints.ALL,
                                    new Shape(7, 3, Activation.TANH),
                                    new Shape(7, 3, Activation.TANH),
                                    11));
            var reference = (Separable) Functionals.named("PBEsol");
            var part =
                    exchange
                            ? Part.exchange(functional, reference)
                            : Part.correlation(functional, reference);
            var three =
                    CloningLoss.of(
                                    part,
                                    exchange
                                            ? functional.exchangeFactor()
                                            : functional.correlationFactor(),
                                    ModelSystems.sample(List.of("Li", "N", "He")),
                                    new LossWeights(1, 2, 3, 4, 0.1),
                                    25,
                                    true,
                                    workers)
                            .problem();
            double[][] actual = derivatives(three, theta);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isEqualTo(expected[i]);
            }
        }
    }

    private static double[][] derivatives(FactorProblem problem, double[] theta) {
        double[] r = new double[problem.rows()];
        double[] jacobian = new double[problem.rows() * problem.parameters()];
        double[] gradient = new double[problem.parameters()];
        problem.jacobian(theta, r, jacobian);
        problem.gradient(theta, r, gradient);
        return new double[][] {r, jacobian, gradient};
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSystemOfImportanceTwoCountsAsTwoOfItsKind(boolean exchange) {
        DataSet atoms = ModelSystems.sample(List.of("N", "He"));
        DataSet other = ModelSystems.sample(List.of("Li"));
        double weighted = loss(exchange, DataSet.concatenate(List.of(atoms.weighted(2), other)));
        double twice = loss(exchange, DataSet.concatenate(List.of(atoms, atoms, other)));
        assertThat(weighted).isCloseTo(twice, within(1e-12 * twice));
        double once = loss(exchange, DataSet.concatenate(List.of(atoms, other)));
        assertThat(Math.abs(once - twice)).isGreaterThan(1e-4 * twice);
    }

    private static double loss(boolean exchange, DataSet data) {
        FactorProblem problem = problem(Architecture.CONSTRAINED, Activation.TANH, exchange, data);
        double[] r = new double[problem.rows()];
        problem.deviations(parameters(problem), r);
        return LevenbergMarquardt.square(r);
    }
}
