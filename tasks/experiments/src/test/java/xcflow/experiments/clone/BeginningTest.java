package xcflow.experiments.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.CloneErrors;
import xcflow.functional.training.TrainingSettings;
import xcflow.spi.Artefact;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

/** Where the training of a clone begins. */
class BeginningTest {
    private static final Separable PBE = (Separable) Functionals.named("PBE");

    @TempDir private Path directory;

    private static NeuralFunctional drawn(long seed, int width) {
        var shape = new Shape(width, 2, Activation.TANH);
        return NeuralFunctional.untrained(
                Architecture.CONSTRAINED.specify(
                        "drawn" + seed, "PBE", Constraints.ALL, shape, shape, seed));
    }

    private static StartInput start(StartStrategy strategy, double share, Artefact... from) {
        return new StartInput(strategy, List.of(from), share, List.of("He", "N"), 10);
    }

    private NeuralFunctional begin(StartInput start, Separable reference, TrialContext context)
            throws Exception {
        return new Beginning(start, reference, TrainingSettings.DEFAULT).of(drawn(1, 6), context);
    }

    private static Artefact file(NeuralFunctional functional, TrialContext context)
            throws Exception {
        return context.store(
                functional.name() + ".xcf",
                FunctionalFile.MEDIA_TYPE,
                out -> FunctionalFile.write(functional, out));
    }

    private static double[] exchange(NeuralFunctional functional) {
        return functional.exchangeFactor().network().parameters();
    }

    @Test
    void anchoredBeginsAsTheUniformGasWithItsConstraints() throws Exception {
        var begun = begin(start(StartStrategy.ANCHORED, 0), PBE, new TrialContext(directory));
        double[] weights = exchange(begun);
        assertThat(weights[weights.length - 1]).isZero();
        assertThat(weights[0]).isEqualTo(exchange(drawn(1, 6))[0]);
    }

    @Test
    void theParentIsTheReferenceIfThatIsNeural() throws Exception {
        var parent = drawn(7, 6);
        var begun = begin(start(StartStrategy.PARENT, 0), parent, new TrialContext(directory));
        assertThat(exchange(begun)).isEqualTo(exchange(parent));
        assertThat(begun.name()).isEqualTo("drawn1");
    }

    @Test
    void interpolatedWeightsLieBetweenThoseOfTwoFunctionals() throws Exception {
        var context = new TrialContext(directory);
        var one = drawn(2, 6);
        var other = drawn(3, 6);
        var begun =
                begin(
                        start(
                                StartStrategy.INTERPOLATED,
                                0.25,
                                file(one, context),
                                file(other, context)),
                        PBE,
                        context);
        assertThat(exchange(begun)[5])
                .isCloseTo(0.75 * exchange(one)[5] + 0.25 * exchange(other)[5], within(1e-15));
    }

    @Test
    void preTrainingBringsTheFunctionalCloserToItsReference() throws Exception {
        var begun = begin(start(StartStrategy.PRE_TRAINED, 0), PBE, new TrialContext(directory));
        var data = ModelSystems.sample(List.of("He", "N"));
        double before = CloneErrors.measure(drawn(1, 6), PBE, data).energyMean();
        assertThat(CloneErrors.measure(begun, PBE, data).energyMean()).isLessThan(before / 10);
    }

    @Test
    void networksThatAreNotAlikeAreRefused() throws Exception {
        var context = new TrialContext(directory);
        var wide = file(drawn(2, 9), context);
        assertThatThrownBy(() -> begin(start(StartStrategy.PARENT, 0, wide), PBE, context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("its network of exchange has other inputs, another size");
    }

    @Test
    void aReferenceWithoutANetworkHasNoWeightsToBeginWith() {
        var context = new TrialContext(directory);
        assertThatThrownBy(() -> begin(start(StartStrategy.PARENT, 0), PBE, context))
                .hasMessageContaining("PBE has none: give the file of a neural functional");
    }

    @Test
    void interpolationTakesTwoFunctionals() {
        var context = new TrialContext(directory);
        assertThatThrownBy(() -> begin(start(StartStrategy.INTERPOLATED, 0.5), PBE, context))
                .hasMessageContaining("'interpolated' does not go with 0 functionals");
    }
}
