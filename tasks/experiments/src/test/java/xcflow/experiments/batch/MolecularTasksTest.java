package xcflow.experiments.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.engine.Engine;
import xcflow.experiments.TestEngines;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.spi.CancelledException;
import xcflow.spi.Selected;
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
                                        TestEngines.gaussian("def2-svp", 2),
                                        true,
                                        false,
                                        List.of()),
                                new TrialContext(directory));
        assertThat(outputs.energies()).containsOnlyKeys("H2", "H");
        double expected = 2 * outputs.energies().get("H") - outputs.energies().get("H2");
        assertThat(outputs.atomizationEnergies().get("H2")).isCloseTo(expected, within(1e-12));
        assertThat(expected).isCloseTo(0.166, within(0.01));
        assertThat(outputs.rows().get(0).atomization()).isPresent();
    }

    @Test
    void singlePointsGiveReactionEnergiesAndTheirErrors() throws Exception {
        SinglePointTask.Outputs outputs =
                new SinglePointTask()
                        .run(
                                new SinglePointTask.Inputs(
                                        sources("H2", "H 0 0 0; H 0 0 1.0"),
                                        List.of(),
                                        new Source.Name("PBE"),
                                        TestEngines.gaussian("def2-svp", 2),
                                        true,
                                        false,
                                        List.of(
                                                Map.of(
                                                        "reaction",
                                                        "H2 -> 2 H",
                                                        "energy",
                                                        109.493,
                                                        "set",
                                                        "W4-11"),
                                                Map.of(
                                                        "coefficients",
                                                        Map.of(
                                                                "H2",
                                                                -1,
                                                                "H 0 0 0; H 0 0 1.0",
                                                                1)))),
                                new TrialContext(directory));
        assertThat(outputs.reactions().get(0).energy().orElseThrow()).isCloseTo(104, within(5.0));
        assertThat(outputs.reactions().get(1).energy().orElseThrow()).isBetween(5.0, 30.0);
        assertThat(outputs.reactionErrors()).hasSize(1);
        assertThat(outputs.reactionErrors().get(0).max().orElseThrow())
                .isCloseTo(
                        Math.abs(outputs.reactions().get(0).energy().orElseThrow() - 109.493),
                        within(1e-9));
        assertThat(outputs.reactionTable()).isPresent();
    }

    @Test
    void aReactionOfAnUnknownSystemIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(
                        () ->
                                new SinglePointTask()
                                        .run(
                                                new SinglePointTask.Inputs(
                                                        sources("H2"),
                                                        List.of(),
                                                        new Source.Name("PBE"),
                                                        TestEngines.gaussian("def2-svp", 2),
                                                        false,
                                                        false,
                                                        List.of("H2 -> 2 H")),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("the reaction 'H2 -> 2 H' names H, which is not among the molecules");
    }

    @Test
    void singlePointsGiveForcesWhenAsked() throws Exception {
        SinglePointTask.Outputs outputs =
                new SinglePointTask()
                        .run(
                                new SinglePointTask.Inputs(
                                        sources("H2"),
                                        List.of(),
                                        new Source.Name("PBE"),
                                        TestEngines.gaussian("def2-svp", 2),
                                        false,
                                        true,
                                        List.of()),
                                new TrialContext(directory));
        List<Double> forces = outputs.rows().get(0).forces();
        assertThat(forces).hasSize(6);
        assertThat(forces.get(5)).isCloseTo(-forces.get(2), within(1e-9)).isNotZero();
    }

    @Test
    void moleculesInABoxHaveForces() throws Exception {
        SinglePointTask.Outputs outputs =
                new SinglePointTask()
                        .run(
                                new SinglePointTask.Inputs(
                                        sources("H2"),
                                        List.of(),
                                        new Source.Name("PBE"),
                                        planeWaves(),
                                        false,
                                        true,
                                        List.of()),
                                new TrialContext(directory));
        List<Double> forces = outputs.rows().get(0).forces();
        assertThat(forces).hasSize(6);
        // They need not cancel: the grid of the exchange-correlation energy is fixed in space.
        for (int axis = 0; axis < 3; axis++) {
            assertThat(forces.get(3 + axis)).isCloseTo(-forces.get(axis), within(1e-2));
        }
        assertThat(forces).anyMatch(component -> Math.abs(component) > 1e-4);
    }

    @Test
    void crystalsAndMoleculesInABoxAreSinglePointsInPlaneWaves() throws Exception {
        SinglePointTask.Outputs outputs =
                new SinglePointTask().run(systems(planeWaves()), new TrialContext(directory));
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
                                                systems(TestEngines.gaussian("def2-svp", 2)),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("crystals need 'engine: ")
                .hasMessageContaining("'planewave'");
    }

    private static SinglePointTask.Inputs systems(Selected<Engine> engine) {
        return new SinglePointTask.Inputs(
                sources("He"),
                sources("Na"),
                new Source.Name("PBE"),
                engine,
                false,
                false,
                List.of());
    }

    private static Selected<Engine> planeWaves() {
        return TestEngines.of(
                "planewave",
                Map.of(
                        "cutoff",
                        6,
                        "kpoints",
                        List.of(2, 2, 2),
                        "tolerance",
                        1e-7,
                        "box",
                        Map.of("edge", 8, "cutoff", 10, "tolerance", 1e-7)));
    }

    @Test
    void crystalsAreSampledInPlaneWaves() throws Exception {
        SampleDescriptorsTask.Outputs outputs =
                new SampleDescriptorsTask()
                        .run(
                                new SampleDescriptorsTask.Inputs(
                                        List.of(),
                                        sources("Na"),
                                        List.of(),
                                        new Source.Name("PBE"),
                                        planeWaves()),
                                new TrialContext(directory));
        assertThat(outputs.electrons().get("Na")).isCloseTo(1, within(1e-6));
        assertThat(outputs.origins().get("Na").text())
                .isEqualTo("xcflow planewave, valence electrons, GTH-PBE Na-q1");
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
                                                        List.of(),
                                                        new Source.Name("PBE"),
                                                        TestEngines.gaussian("cc-pvdz", 1)),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("I: ")
                .hasMessageContaining("cc-pvdz has no functions for I");
    }

    private static SampleDescriptorsTask.Inputs sampling(String... molecules) {
        return new SampleDescriptorsTask.Inputs(
                sources(molecules),
                List.of(),
                List.of(),
                new Source.Name("PBE"),
                TestEngines.gaussian("def2-svp", 1));
    }

    private static List<Source> sources(String... names) {
        return java.util.Arrays.stream(names).map(n -> (Source) new Source.Name(n)).toList();
    }
}
