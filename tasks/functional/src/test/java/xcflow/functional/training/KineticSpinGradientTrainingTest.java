package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.DescriptorSet;
import xcflow.functional.neural.NeuralFunctional;

/**
 * What correlation of TPSS needs to be told, on densities whose spins have gradients of their own.
 */
class KineticSpinGradientTrainingTest {
    private static final Separable TPSS = (Separable) Functionals.named("TPSS");

    /**
     * Root mean square error of v_ρ of correlation after training, Ha; without constraints, so that
     * what the network is told is all that differs.
     */
    private static double error(DescriptorSet told) {
        var shape = new Shape(8, 2, Activation.TANH);
        var start =
                NeuralFunctional.untrained(
                        Architecture.UNCONSTRAINED.specify(
                                "t",
                                "TPSS",
                                ObeyedConstraints.of(TPSS),
                                new Shape(2, 1, Activation.TANH),
                                shape.with(Optional.of(told)),
                                3));
        var outcome =
                Training.train(
                        start,
                        TPSS,
                        KineticDensities.sample(400, 5, 0.3),
                        TrainingSettings.DEFAULT
                                .withIterations(40)
                                .withLoss(new LossWeights(1, 1, 1, 1, 0))
                                .holdingOut(List.of()),
                        Optional.empty(),
                        new TrainingMonitor() {},
                        1);
        var curve = outcome.curve();
        return curve.get(curve.size() - 1).potential();
    }

    @Test
    void withTheGradientsOfBothSpinsThePotentialIsLearntTwiceAsClosely() {
        double apart = error(DescriptorSet.KINETIC_SPIN_GRADIENTS);
        double together = error(DescriptorSet.KINETIC);
        assertThat(together).isGreaterThan(2 * apart);
    }
}
