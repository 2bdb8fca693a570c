package xcflow.experiments.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.experiments.batch.SampleDescriptorsTask;
import xcflow.experiments.input.NetworkInput;
import xcflow.experiments.validate.ScfValidateTask;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Descriptor;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.testkit.TrialContext;

/** A meta-GGA from its densities to a clone that solves the Kohn–Sham equations. */
class MetaGgaCloneTest {
    @TempDir private Path directory;

    private static Artefact sampled(String functional, TrialContext context, String... molecules)
            throws Exception {
        return new SampleDescriptorsTask()
                .run(
                        new SampleDescriptorsTask.Inputs(
                                names(molecules),
                                List.of(),
                                List.of(),
                                new Source.Name(functional),
                                TestEngines.gaussian("6-31g", 1)),
                        context)
                .dataset();
    }

    private static List<Source> names(String... molecules) {
        return Stream.of(molecules).map(name -> (Source) new Source.Name(name)).toList();
    }

    private static CloneTask.Inputs clone(Artefact dataset) {
        return clone("r2SCAN", dataset);
    }

    private static CloneTask.Inputs clone(String reference, Artefact dataset) {
        return new CloneTask.Inputs(
                "meta",
                new Source.Name(reference),
                Optional.of(dataset),
                List.of(),
                List.of(),
                List.of(),
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
                Optional.empty());
    }

    @Test
    void aCloneOfR2ScanConvergesOnUnseenMoleculesLikeItsParent() throws Exception {
        var context = new TrialContext(directory);
        var dataset = sampled("r2SCAN", context, "H2", "LiH", "H2O", "H", "O");
        var trained = new CloneTask().run(clone(dataset), context).functional();
        var other = new TrialContext(Files.createDirectory(directory.resolve("other")));
        var copy =
                other.store(
                        "meta.xcf",
                        trained.mediaType(),
                        out -> Files.copy(context.file(trained), out));
        var outputs =
                new ScfValidateTask()
                        .run(
                                new ScfValidateTask.Inputs(
                                        copy,
                                        new Source.Name("r2SCAN"),
                                        names("OH"),
                                        List.of(),
                                        TestEngines.gaussian("6-31g", 1),
                                        false),
                                other);
        assertThat(outputs.failures()).isZero();
        assertThat(outputs.energyMae().orElseThrow()).isLessThan(0.5);
        assertThat(outputs.atomizationMae().orElseThrow()).isLessThan(0.3);
        assertThat(outputs.extraIterations().orElseThrow()).isLessThanOrEqualTo(2);
    }

    @Test
    void aCloneOfTpssIsToldOfTheGradientsOfBothSpinsByItself() throws Exception {
        var context = new TrialContext(directory);
        var dataset = sampled("TPSS", context, "H2", "H", "O");
        var apart = new CloneTask().run(clone("TPSS", dataset), context);
        var clone = (NeuralFunctional) Functionals.read(context.file(apart.functional()));
        assertThat(clone.correlationFactor().spec().inputs())
                .contains(
                        Descriptor.SPIN_GRADIENT_SUM,
                        Descriptor.SPIN_GRADIENT_DIFFERENCE,
                        Descriptor.ISO_ORBITAL,
                        Descriptor.SINGLE_ORBITAL_SHARE);
        assertThat(apart.training().energyMean()).isLessThan(5e-4);
    }

    @Test
    void densitiesWithoutKineticEnergiesAreRefused() throws Exception {
        var context = new TrialContext(directory);
        var dataset = sampled("PBE", context, "H2");
        assertThatThrownBy(() -> new CloneTask().run(clone(dataset), context))
                .hasMessageContaining(
                        "r2SCAN depends on the kinetic energy density, which the data set does not"
                                + " have");
    }
}
