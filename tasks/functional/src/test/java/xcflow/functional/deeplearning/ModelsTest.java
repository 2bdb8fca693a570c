package xcflow.functional.deeplearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.Network;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.Variables;

/** Our kernels against Deeplearning4j's models with the same parameters. */
@Tag("numerics")
class ModelsTest {

    private static Factor factor(Architecture architecture, Activation activation, long seed) {
        var shape = new Shape(16, 3, activation);
        return NeuralFunctional.untrained(
                        architecture.specify("x", "PBE", Constraints.NONE, shape, shape, seed))
                .correlationFactor();
    }

    @ParameterizedTest
    @CsvSource({"STUDY, GELU", "UNCONSTRAINED, TANH", "CONSTRAINED, SILU"})
    void bothEvaluateTheSameFactor(Architecture architecture, Activation activation) {
        var factor = factor(architecture, activation, 5);
        int n = FactorKernel.BLOCK;
        var random = new Random(2);
        var variables = new Variables(n, true);
        for (int k = 0; k < n; k++) {
            double s = Math.pow(10, -3 + 4.5 * random.nextDouble());
            variables.set(
                    k, Math.pow(10, -2 + 4 * random.nextDouble()), random.nextDouble(), s * s);
        }
        var kernel = new FactorKernel(factor);
        kernel.evaluate(variables, n);
        int inputs = factor.network().inputs();
        double[][] x = new double[n][inputs];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < inputs; i++) {
                x[k][i] = kernel.input(i, k);
            }
        }
        INDArray y = Models.of(factor.network()).output(Nd4j.createFromArray(x));
        for (int k = 0; k < n; k++) {
            double arg = kernel.gate(k) * y.getDouble(k, 0);
            double limit = factor.spec().limit();
            double f =
                    switch (factor.spec().response()) {
                        case LOGISTIC -> limit / (1 + (limit - 1) * Math.exp(-arg));
                        case DIRECT -> arg;
                        case AROUND_ONE -> 1 + arg;
                        case HYPERBOLIC -> 1 + limit * Math.tanh(arg / limit);
                    };
            assertThat(kernel.f[k]).isCloseTo(f, within(1e-12));
        }
    }

    /** In both orders of memory there would be a model; only one is the network. */
    @Test
    void theModelHasTheNetworksParameters() {
        var random = new Random(3);
        double[] parameters = random.doubles(Network.parameterCount(2, 3, 2)).toArray();
        var model = Models.of(new Network(2, 3, 2, Activation.TANH, parameters));
        assertThat(Models.parameters(model)).containsExactly(parameters);
        // Weights [outputs][inputs]: the second output's weight of the first input is the third.
        assertThat(model.getParam("0_W").getDouble(0, 1)).isEqualTo(parameters[2]);
        assertThat(model.getParam("0_b").toDoubleVector())
                .containsExactly(parameters[6], parameters[7], parameters[8]);
    }

    /** The gradient that Deeplearning4j takes, against differences of the loss. */
    @Test
    void theLossHasTheRightGradient() {
        double[][] labels = {{1.2, 0.5}, {0.3, 2}, {1.7, 0.01}};
        double[] y = {0.4, -1.1, 3};
        var loss = new FactorLoss(1.804);
        var wanted = Nd4j.createFromArray(labels);
        double[] gradient =
                loss.computeGradient(wanted, Nd4j.createFromArray(y).reshape(3, 1), null, null)
                        .reshape(3)
                        .toDoubleVector();
        for (int i = 0; i < 3; i++) {
            double[] up = y.clone();
            double[] down = y.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double difference =
                    loss.computeScore(
                                    wanted,
                                    Nd4j.createFromArray(up).reshape(3, 1),
                                    null,
                                    null,
                                    false)
                            - loss.computeScore(
                                    wanted,
                                    Nd4j.createFromArray(down).reshape(3, 1),
                                    null,
                                    null,
                                    false);
            assertThat(gradient[i]).isCloseTo(difference / 2e-5, within(1e-9));
        }
    }
}
