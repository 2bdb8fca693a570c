package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import xcflow.functional.neural.Architecture.Shape;

class FactorTableTest {
    private static Factor exchange(long seed, double scale) {
        var shape = new Shape(32, 3, Activation.TANH);
        var functional =
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "test", "", Constraints.ALL, shape, shape, seed));
        double[] parameters = functional.exchangeFactor().network().parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= scale;
        }
        return functional.exchangeFactor().withParameters(parameters);
    }

    @Test
    void agreesWithTheNetworkTo1e12() {
        for (long seed = 1; seed <= 10; seed++) {
            var factor = exchange(seed, 2);
            var table = FactorTable.of(factor).orElseThrow();
            var kernel = new FactorKernel(factor);
            var random = new Random(seed);
            var variables = new Variables(FactorKernel.BLOCK, false);
            for (int repeat = 0; repeat < 50; repeat++) {
                for (int k = 0; k < FactorKernel.BLOCK; k++) {
                    variables.set(k, 1, 0, Math.exp(-20 + 35 * random.nextDouble()));
                }
                kernel.evaluate(variables, FactorKernel.BLOCK);
                double[] f = new double[FactorKernel.BLOCK];
                double[] byP = new double[FactorKernel.BLOCK];
                table.evaluate(variables, FactorKernel.BLOCK, f, byP);
                for (int k = 0; k < FactorKernel.BLOCK; k++) {
                    assertThat(f[k]).isCloseTo(kernel.f[k], within(1e-12));
                    assertThat(byP[k] * (1 + variables.p[k]))
                            .isCloseTo(kernel.byP[k] * (1 + variables.p[k]), within(1e-12));
                }
            }
        }
    }

    @Test
    void theUniformGasIsExact() {
        var table = FactorTable.of(exchange(3, 1)).orElseThrow();
        double[] f = new double[1];
        table.evaluate(new Variables(1, false), 1, f, new double[1]);
        assertThat(f[0]).isEqualTo(1);
    }

    @Test
    void aNetworkTooRoughForATableHasNone() {
        assertThat(FactorTable.of(exchange(4, 300))).isEmpty();
    }
}
