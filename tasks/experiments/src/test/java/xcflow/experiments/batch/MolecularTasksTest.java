package xcflow.experiments.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.input.BoxInput;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class MolecularTasksTest {
    @TempDir Path directory;

    @Test
    void samplesHoldTheElectronsOfEachMolecule() throws Exception {
        SampleDescriptorsTask.Outputs outputs =
                new SampleDescriptorsTask()
                        .run(sampling("H2", "Li"), new TrialContext(directory, 2));
        DataSet set =
                DataSetFile.read(
                        Files.newInputStream(directory.resolve(outputs.dataset().digest())));
        assertThat(set.systems()).containsExactly("H2", "Li");
        assertThat(set.size()).isEqualTo(outputs.points());
        assertThat(set.electrons()[0]).isCloseTo(2, within(1e-4));
        assertThat(set.electrons()[1]).isCloseTo(3, within(1e-4));
        assertThat(outputs.energies().get("Li")).isCloseTo(-7.46, within(0.02));
    }

    @Test
    void samplesAreTheSameBytesForAnyNumberOfThreadsAndAfterAnInterruption() throws Exception {
        String once =
                new SampleDescriptorsTask()
                        .run(sampling("H2", "He", "Li"), new TrialContext(directory, 1))
                        .dataset()
                        .digest();
        TrialContext interrupted = new TrialContext(directory, 2);
        int[] calls = new int[1];
        interrupted.cancelWhen(() -> calls[0]++ > 12);
        assertThatThrownBy(
                        () ->
                                new SampleDescriptorsTask()
                                        .run(sampling("H2", "He", "Li"), interrupted))
                .isInstanceOf(CancelledException.class);
        interrupted.cancelWhen(() -> false);
        String resumed =
                new SampleDescriptorsTask()
                        .run(sampling("H2", "He", "Li"), interrupted)
                        .dataset()
                        .digest();
        assertThat(resumed).isEqualTo(once);
    }

    @Test
    void singlePointsGiveAtomizationEnergies() throws Exception {
        SinglePointTask.Outputs outputs =
                new SinglePointTask()
                        .run(
                                new SinglePointTask.Inputs(
                                        sources("H2"),
                                        List.of(),
                                        new Source.Name("PBE"),
                                        Engine.GAUSSIAN,
                                        new Source.Name("def2-svp"),
                                        2,
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        true),
                                new TrialContext(directory));
        assertThat(outputs.energies()).containsOnlyKeys("H2", "H");
        double expected = 2 * outputs.energies().get("H") - outputs.energies().get("H2");
        assertThat(outputs.atomizationEnergies().get("H2")).isCloseTo(expected, within(1e-12));
        assertThat(expected).isCloseTo(0.166, within(0.01));
        assertThat(outputs.rows().get(0).atomization()).isPresent();
    }

    @Test
    void crystalsAndMoleculesInABoxAreSinglePointsInPlaneWaves() throws Exception {
        SinglePointTask.Outputs outputs =
                new SinglePointTask()
                        .run(planeWaves(Engine.PLANEWAVE), new TrialContext(directory));
        assertThat(outputs.energies()).containsOnlyKeys("He", "Na");
        assertThat(outputs.rows().get(1).components()).containsKey("kinetic");
        assertThat(outputs.rows().get(1).dipole()).isEmpty();
        double sum =
                outputs.rows().get(1).components().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        assertThat(sum).isCloseTo(outputs.energies().get("Na"), within(1e-10));
        assertThat(Files.readString(directory.resolve(outputs.table().digest())))
                .contains("components.kinetic");
    }

    @Test
    void crystalsAreRefusedInGaussians() {
        assertThatThrownBy(
                        () ->
                                new SinglePointTask()
                                        .run(
                                                planeWaves(Engine.GAUSSIAN),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("crystals need 'engine: planewave'");
    }

    private static SinglePointTask.Inputs planeWaves(Engine engine) {
        return new SinglePointTask.Inputs(
                sources("He"),
                sources("Na"),
                new Source.Name("PBE"),
                engine,
                new Source.Name("def2-svp"),
                2,
                false,
                Optional.of(new BoxInput(8, 10, 1e-7)),
                Optional.of(
                        new CrystalSettingsInput(
                                Optional.of(6.0),
                                Optional.of(List.of(2, 2, 2)),
                                List.of(0.0, 0.0, 0.0),
                                Optional.empty(),
                                java.util.Map.of(),
                                1e-7,
                                true)),
                false);
    }

    @Test
    void crystalsAreSampledInPlaneWaves() throws Exception {
        SampleDescriptorsTask.Outputs outputs =
                new SampleDescriptorsTask()
                        .run(
                                new SampleDescriptorsTask.Inputs(
                                        List.of(),
                                        sources("Na"),
                                        new Source.Name("PBE"),
                                        Engine.PLANEWAVE,
                                        new Source.Name("def2-svp"),
                                        1,
                                        false,
                                        Optional.empty(),
                                        planeWaves(Engine.PLANEWAVE).crystalSettings()),
                                new TrialContext(directory));
        assertThat(outputs.electrons().get("Na")).isCloseTo(1, within(1e-6));
    }

    @Test
    void failuresNameTheMolecule() {
        assertThatThrownBy(
                        () ->
                                new SampleDescriptorsTask()
                                        .run(
                                                new SampleDescriptorsTask.Inputs(
                                                        sources("H2", "I"),
                                                        List.of(),
                                                        new Source.Name("PBE"),
                                                        Engine.GAUSSIAN,
                                                        new Source.Name("cc-pvdz"),
                                                        1,
                                                        false,
                                                        Optional.empty(),
                                                        Optional.empty()),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("I: ")
                .hasMessageContaining("cc-pvdz has no functions for I");
    }

    private static SampleDescriptorsTask.Inputs sampling(String... molecules) {
        return new SampleDescriptorsTask.Inputs(
                sources(molecules),
                List.of(),
                new Source.Name("PBE"),
                Engine.GAUSSIAN,
                new Source.Name("def2-svp"),
                1,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static List<Source> sources(String... names) {
        return java.util.Arrays.stream(names).map(n -> (Source) new Source.Name(n)).toList();
    }
}
