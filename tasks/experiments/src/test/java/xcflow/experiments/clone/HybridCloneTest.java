package xcflow.experiments.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.experiments.input.NetworkInput;
import xcflow.experiments.validate.ScfValidateTask;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.testkit.TrialContext;

/** The clone of a hybrid: the semilocal part is learnt, exact exchange stays exact. */
class HybridCloneTest {
    @TempDir private Path directory;

    private static Artefact clone(String reference, TrialContext context) throws Exception {
        return new CloneTask()
                .run(
                        new CloneTask.Inputs(
                                "hybrid",
                                new Source.Name(reference),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                List.of("H", "He", "N", "O", "Ne", "H2O"),
                                Architecture.CONSTRAINED,
                                1,
                                Optional.of(new NetworkInput(10, 2, Activation.TANH)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                40,
                                40,
                                0,
                                Optional.empty()),
                        context)
                .functional();
    }

    @Test
    void aCloneOfPbe0ConvergesLikeItsParent() throws Exception {
        var context = new TrialContext(directory);
        var trained = clone("PBE0", context);
        var functional = Functionals.read(context.file(trained));
        assertThat(functional.exactExchange()).isEqualTo(ExchangeShare.of(0.25));
        var other = new TrialContext(Files.createDirectory(directory.resolve("other")));
        var copy =
                other.store(
                        "hybrid.xcf",
                        trained.mediaType(),
                        out -> Files.copy(context.file(trained), out));
        var outputs =
                new ScfValidateTask()
                        .run(
                                new ScfValidateTask.Inputs(
                                        copy,
                                        new Source.Name("PBE0"),
                                        List.of(new Source.Name("OH")),
                                        List.of(),
                                        TestEngines.gaussian("6-31g", 1),
                                        false),
                                other);
        assertThat(outputs.failures()).isZero();
        assertThat(outputs.energyMae().orElseThrow()).isCloseTo(0, within(0.05));
        assertThat(outputs.extraIterations().orElseThrow()).isLessThanOrEqualTo(2);
    }

    @Test
    void hartreeFockHasNothingToBeCloned() {
        assertThatThrownBy(() -> clone("HF", new TrialContext(directory)))
                .hasMessageContaining("HF cannot be cloned: all of its exchange is exact");
    }
}
