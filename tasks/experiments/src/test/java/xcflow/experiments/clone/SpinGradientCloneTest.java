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
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.DescriptorSet;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Source;
import xcflow.testkit.TrialContext;

/** Clones that are told of the gradients of both spins, by themselves or because it is declared. */
class SpinGradientCloneTest {
    @TempDir private Path directory;

    private static CloneTask.Outputs clone(
            String reference,
            Architecture architecture,
            Optional<DescriptorsInput> descriptors,
            TrialContext context)
            throws Exception {
        return new CloneTask()
                .run(
                        new CloneTask.Inputs(
                                "apart",
                                new Source.Name(reference),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                List.of("H", "He", "N", "O", "Ne", "H2O"),
                                architecture,
                                1,
                                Optional.of(new NetworkInput(12, 2, Activation.TANH)),
                                Optional.empty(),
                                Optional.empty(),
                                descriptors,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                50,
                                50,
                                0,
                                Optional.empty()),
                        context);
    }

    private static Optional<DescriptorsInput> correlation(DescriptorSet set) {
        return Optional.of(new DescriptorsInput(Optional.empty(), Optional.of(set)));
    }

    private static boolean knowsBothSpins(CloneTask.Outputs outputs, TrialContext context)
            throws Exception {
        var clone = (NeuralFunctional) Functionals.read(context.file(outputs.functional()));
        return clone.correlationFactor().spec().dependsOnSpinGradients();
    }

    @Test
    void aCloneOfBlypConvergesOnAnOpenShellLikeItsParent() throws Exception {
        var context = new TrialContext(directory);
        var outputs = clone("BLYP", Architecture.CONSTRAINED, Optional.empty(), context);
        assertThat(knowsBothSpins(outputs, context)).isTrue();
        assertThat(context.functionals.get(0).details().get("correlation-inputs"))
                .contains("spin-gradient-difference");
        var other = new TrialContext(Files.createDirectory(directory.resolve("other")));
        var copy =
                other.store(
                        "apart.xcf",
                        outputs.functional().mediaType(),
                        out -> Files.copy(context.file(outputs.functional()), out));
        var validated =
                new ScfValidateTask()
                        .run(
                                new ScfValidateTask.Inputs(
                                        copy,
                                        new Source.Name("BLYP"),
                                        List.of(new Source.Name("OH")),
                                        List.of(),
                                        TestEngines.gaussian("6-31g", 1),
                                        false),
                                other);
        assertThat(validated.failures()).isZero();
        assertThat(validated.energyMae().orElseThrow()).isCloseTo(0, within(0.2));
        assertThat(validated.extraIterations().orElseThrow()).isLessThanOrEqualTo(2);
    }

    @Test
    void withTheTotalGradientAloneBlypIsMissedThreeTimesAsMuch() throws Exception {
        var context = new TrialContext(directory);
        var apart = clone("BLYP", Architecture.CONSTRAINED, Optional.empty(), context);
        var told = correlation(DescriptorSet.POLARISATION_GRADIENT);
        var together = clone("BLYP", Architecture.CONSTRAINED, told, context);
        assertThat(knowsBothSpins(together, context)).isFalse();
        assertThat(together.training().correlationFactor())
                .isGreaterThan(3 * apart.training().correlationFactor());
    }

    @Test
    void aCloneOfPbeKnowsThemWhereThatIsDeclared() throws Exception {
        var context = new TrialContext(directory);
        var plain = clone("PBE", Architecture.CONSTRAINED, Optional.empty(), context);
        assertThat(knowsBothSpins(plain, context)).isFalse();
        var told = correlation(DescriptorSet.SPIN_GRADIENTS);
        var declared = clone("PBE", Architecture.CONSTRAINED, told, context);
        assertThat(knowsBothSpins(declared, context)).isTrue();
        assertThat(declared.training().energyMean()).isLessThan(1e-3);
    }

    @Test
    void aKineticEnergyDensityMustBeInTheDensities() {
        var told = correlation(DescriptorSet.ISO_ORBITAL);
        assertThatThrownBy(
                        () ->
                                clone(
                                        "PBE",
                                        Architecture.CONSTRAINED,
                                        told,
                                        new TrialContext(directory)))
                .hasMessageContaining("which the data set does not have")
                .hasMessageContaining("such as r2SCAN");
    }

    @Test
    void thePublishedPresetKeepsItsDescriptors() {
        var told = correlation(DescriptorSet.SPIN_GRADIENTS);
        assertThatThrownBy(
                        () -> clone("PBE", Architecture.STUDY, told, new TrialContext(directory)))
                .hasMessageContaining("the architecture 'study' has the descriptors of published")
                .hasMessageContaining("not 'spin-gradients'");
    }
}
