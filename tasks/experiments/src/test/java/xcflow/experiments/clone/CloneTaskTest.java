package xcflow.experiments.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.Functionals;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.spi.Artefact;
import xcflow.spi.CancelledException;
import xcflow.spi.FunctionalVersion.Relation;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class CloneTaskTest {
    @TempDir private Path directory;

    private static CloneTask.Inputs inputs(
            Optional<Artefact> dataset, List<String> densities, List<String> heldOut) {
        return inputs(dataset, List.of(), densities, heldOut);
    }

    private static CloneTask.Inputs inputs(
            Optional<Artefact> dataset,
            List<MixedInput> mix,
            List<String> densities,
            List<String> heldOut) {
        return new CloneTask.Inputs(
                "test-clone",
                new Source.Name("PBE"),
                dataset,
                List.of(),
                mix,
                densities,
                Architecture.CONSTRAINED,
                3,
                Optional.of(new NetworkInput(8, 2, Activation.TANH)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                heldOut,
                25,
                10,
                0,
                Optional.empty());
    }

    private Artefact dataset(TrialContext context) throws IOException {
        return context.store(
                "atoms.npz",
                DataSetFile.MEDIA_TYPE,
                out -> DataSetFile.write(ModelSystems.sample(List.of("He", "N", "Ne")), out));
    }

    @Test
    void whereTheDensitiesCameFromIsRecordedWithTheClone() throws Exception {
        var context = new TrialContext(directory);
        var origin =
                new DensityOrigin(
                        "SIESTA 4.1", "Si.psf", "even", DensityOrigin.Electrons.VALENCE, List.of());
        var atoms =
                context.store(
                        "atoms.npz",
                        DataSetFile.MEDIA_TYPE,
                        out ->
                                DataSetFile.write(
                                        ModelSystems.sample(List.of("He", "N")).from(origin), out));
        new CloneTask()
                .run(
                        inputs(
                                Optional.empty(),
                                List.of(new MixedInput(atoms, 0.5)),
                                List.of("Ar"),
                                List.of()),
                        context);
        assertThat(context.functionals.get(0).details())
                .containsEntry(
                        "densities",
                        "2 of SIESTA 4.1, valence electrons, Si.psf, weight 0.5; 1 of unknown");
    }

    @Test
    void theCloneIsCloseToItsReferenceAndRecordsWhereItComesFrom() throws Exception {
        var context = new TrialContext(directory);
        var inputs = inputs(Optional.of(dataset(context)), List.of("Ar"), List.of("Ne"));
        var outputs = new CloneTask().run(inputs, context);
        assertThat(outputs.training().energyMean()).isLessThan(1e-3);
        assertThat(outputs.heldOut().orElseThrow().energyMean()).isLessThan(1e-3);
        assertThat(Functionals.read(context.file(outputs.functional())).name())
                .isEqualTo("test-clone");
        assertThat(context.functionals).hasSize(1);
        var version = context.functionals.get(0);
        assertThat(version.file()).isEqualTo(outputs.functional());
        assertThat(version.reference()).isEqualTo("PBE");
        assertThat(version.parents().get(0).relation()).isEqualTo(Relation.CLONED_FROM);
        assertThat(Files.readString(context.file(outputs.systems())))
                .contains("Ne,true")
                .contains("Ar,false");
        assertThat(Files.readString(context.file(outputs.learningCurve())))
                .startsWith("part,phase,step,loss_ha2")
                .contains("exchange,gauss-newton,1,");
    }

    @Test
    void anInterruptedTrainingGivesTheSameCloneAfterwards() throws Exception {
        var whole = new TrialContext(directory);
        var inputs = inputs(Optional.empty(), List.of("He", "N"), List.of());
        var expected = new CloneTask().run(inputs, whole);
        var interrupted = new TrialContext(directory);
        interrupted.cancelWhen(() -> interrupted.progress.size() > 35);
        assertThatThrownBy(() -> new CloneTask().run(inputs, interrupted))
                .isInstanceOf(CancelledException.class);
        interrupted.cancelWhen(() -> false);
        assertThat(new CloneTask().run(inputs, interrupted)).isEqualTo(expected);
        assertThat(interrupted.progress.size()).isLessThan(2 * whole.progress.size());
    }

    @Test
    void whatIsWrongWithTheInputsIsExplained() {
        var context = new TrialContext(directory);
        assertThatThrownBy(
                        () ->
                                new CloneTask()
                                        .run(
                                                inputs(Optional.empty(), List.of(), List.of()),
                                                context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("nothing to train on");
        assertThatThrownBy(
                        () ->
                                new CloneTask()
                                        .run(
                                                inputs(
                                                        Optional.empty(),
                                                        List.of("He"),
                                                        List.of("Xe")),
                                                context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no system \"Xe\"");
        assertThatThrownBy(
                        () ->
                                new CloneTask()
                                        .run(
                                                inputs(Optional.empty(), List.of("Xe"), List.of()),
                                                context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no model density called \"Xe\"");
    }

    @Test
    void aRandomFunctionalIsMadeOfItsSeed() throws Exception {
        var context = new TrialContext(directory);
        var task = new RandomFunctionalTask();
        var inputs =
                new RandomFunctionalTask.Inputs(
                        "random",
                        Architecture.CONSTRAINED,
                        Optional.empty(),
                        5,
                        Optional.empty(),
                        Optional.empty());
        var outputs = task.run(inputs, context);
        assertThat(task.run(inputs, context)).isEqualTo(outputs);
        assertThat(Functionals.read(context.file(outputs.functional())).name()).isEqualTo("random");
        var anchored =
                new RandomFunctionalTask.Inputs(
                        "anchored",
                        Architecture.ANCHORED,
                        Optional.empty(),
                        5,
                        Optional.empty(),
                        Optional.empty());
        assertThatThrownBy(() -> task.run(anchored, context)).hasMessageContaining("anchor: PBE");
    }
}
