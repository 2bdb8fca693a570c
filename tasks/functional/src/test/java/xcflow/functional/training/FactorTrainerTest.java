package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xcflow.functional.deeplearning.FactorTrainer;
import xcflow.functional.deeplearning.FactorTrainer.Place;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.Variables;

/** Deeplearning4j's steps against Adam as it is published, with the gradient of our own kernels. */
@Tag("numerics")
class FactorTrainerTest {
    private static final int POINTS = 48;
    private static final int STEPS = 60;
    private static final double LIMIT = 1.804;

    private static Factor untrained() {
        var shape = new Shape(16, 3, Activation.GELU);
        return NeuralFunctional.untrained(
                        Architecture.STUDY.specify(
                                "clone", "PBE", Constraints.NONE, shape, shape, 4))
                .exchangeFactor();
    }

    /** s from 0.1 to 4.8, r_s irrelevant. */
    private static Variables variables() {
        var variables = new Variables(POINTS, false);
        for (int k = 0; k < POINTS; k++) {
            double s = 0.1 * (k + 1);
            variables.set(k, 1, 0, s * s);
        }
        return variables;
    }

    /** PBE's F_x, Phys. Rev. Lett. 77, 3865 (1996), eq. 14. */
    private static double wanted(double p) {
        return 1 + 0.804 - 0.804 / (1 + 0.2195149727645171 * p / 0.804);
    }

    /**
     * Kingma and Ba, arXiv:1412.6980, end of section 2, with the rate of step t of 20 000 at 1e-3 ·
     * 0.01^{t/20 000}.
     */
    @Test
    void takesTheStepsThatArePublished() {
        var factor = untrained();
        var variables = variables();
        var kernel = new FactorKernel(factor);
        kernel.evaluate(variables, POINTS);
        double[][] inputs = new double[POINTS][1];
        double[][] labels = new double[POINTS][2];
        for (int k = 0; k < POINTS; k++) {
            inputs[k][0] = kernel.input(0, k);
            labels[k][0] = wanted(variables.p[k]);
            labels[k][1] = kernel.gate(k);
        }
        double[] theta = factor.network().parameters();
        double[] m = new double[theta.length];
        double[] v = new double[theta.length];
        var trainer =
                new FactorTrainer(
                        factor.network(),
                        LIMIT,
                        StudyTraining.STEPS,
                        new FactorTrainer.Points(inputs, labels),
                        Place.start(theta.clone()));
        double first = Double.NaN;
        double loss = Double.NaN;
        for (int t = 1; t <= STEPS; t++) {
            double[] gradient = new double[theta.length];
            loss = loss(factor.withParameters(theta), variables, labels, gradient);
            first = t == 1 ? loss : first;
            trainer.step();
            assertThat(trainer.loss()).isCloseTo(loss, within(1e-9 * loss));
            double rate = 1e-3 * Math.pow(0.01, (t - 1) / 20_000.0);
            double alpha = rate * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
            for (int i = 0; i < theta.length; i++) {
                m[i] = 0.9 * m[i] + 0.1 * gradient[i];
                v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
                theta[i] -= alpha * m[i] / (Math.sqrt(v[i]) + 1e-8);
            }
        }
        assertThat(trainer.place().parameters()).containsExactly(theta, within(1e-9));
        assertThat(loss).isLessThan(first / 2);
    }

    /** Mean square error of F; its gradient is added. */
    private static double loss(
            Factor factor, Variables variables, double[][] labels, double[] gradient) {
        var kernel = new FactorKernel(factor);
        var network = new Backpropagation(factor.network());
        kernel.evaluate(variables, POINTS);
        double sum = 0;
        for (int k = 0; k < POINTS; k++) {
            double f = kernel.f[k];
            double error = f - labels[k][0];
            sum += error * error / POINTS;
            network.point(kernel::input, k);
            // F = Λ/(1 + (Λ − 1) e^{−g y}): dF/dy = g F (1 − F/Λ)
            network.addValue(2 * error / POINTS * kernel.gate(k) * f * (1 - f / LIMIT), gradient);
        }
        return sum;
    }
}
