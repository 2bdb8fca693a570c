package xcflow.experiments.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.engine.Engine;
import xcflow.engine.NotConverged;
import xcflow.experiments.TestEngines;
import xcflow.experiments.input.CrystalInput;
import xcflow.spi.Artefact;
import xcflow.spi.CancelledException;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.structure.crystal.Crystal;
import xcflow.testkit.TrialContext;

class RelaxCrystalTaskTest {
    /** Silicon whose second atom is off its place, in a cell that is a little too small. */
    private static final String CRYSTAL =
            """
            2
            Lattice="0 2.65 2.65 2.65 0 2.65 2.65 2.65 0" Properties=species:S:1:pos:R:3
            Si 0 0 0
            Si 1.36 1.31 1.31
            """;

    @TempDir Path directory;

    private static Selected<Engine> planeWaves() {
        return TestEngines.of("planewave", Map.of("cutoff", 6, "kpoints", List.of(2, 2, 2)));
    }

    private RelaxCrystalTask.Outputs relax(
            Optional<Double> stress, int points, TrialContext context) throws Exception {
        Artefact crystal =
                context.store(
                        "si.xyz", "chemical/x-xyz", out -> out.write(CRYSTAL.getBytes("UTF-8")));
        return new RelaxCrystalTask()
                .run(
                        new RelaxCrystalTask.Inputs(
                                crystal,
                                new Source.Name("PBE"),
                                planeWaves(),
                                1e-4,
                                stress,
                                points),
                        context);
    }

    private Crystal read(RelaxCrystalTask.Outputs outputs, TrialContext context) throws Exception {
        Path file = Files.createTempFile(directory, "relaxed", ".xyz");
        Files.write(file, Files.readAllBytes(directory.resolve(outputs.geometry().digest())));
        return CrystalInput.nameOrFile(file.toString()).crystal();
    }

    @Test
    void theAtomReturnsToItsPlaceInTheCellThatStays() throws Exception {
        TrialContext context = new TrialContext(directory, 1);
        RelaxCrystalTask.Outputs outputs = relax(Optional.empty(), 30, context);
        assertThat(outputs.largestForce()).isLessThan(1e-4);
        assertThat(outputs.lengths())
                .allSatisfy(a -> assertThat(a).isCloseTo(3.74767, within(1e-5)));
        Crystal crystal = read(outputs, context);
        for (int axis = 0; axis < 3; axis++) {
            double apart =
                    crystal.sites().get(1).fractional()[axis]
                            - crystal.sites().get(0).fractional()[axis];
            assertThat(apart - Math.floor(apart)).isCloseTo(0.25, within(1e-3));
        }
    }

    @Test
    void withAStressTheCellChangesToo() throws Exception {
        RelaxCrystalTask.Outputs outputs =
                relax(Optional.of(1e-6), 40, new TrialContext(directory, 2));
        assertThat(outputs.largestStress()).isLessThan(1e-6);
        assertThat(outputs.volume()).isGreaterThan(outputs.rows().get(0).volume() + 5);
        assertThat(outputs.lengths().get(1)).isCloseTo(outputs.lengths().get(0), within(2e-3));
    }

    @Test
    void anInterruptionChangesNoBit() throws Exception {
        RelaxCrystalTask.Outputs once =
                relax(Optional.of(1e-6), 40, new TrialContext(directory, 1));
        TrialContext interrupted = new TrialContext(directory, 1);
        int[] calls = new int[1];
        interrupted.cancelWhen(() -> calls[0]++ > 25);
        assertThatThrownBy(() -> relax(Optional.of(1e-6), 40, interrupted))
                .isInstanceOf(CancelledException.class);
        interrupted.cancelWhen(() -> false);
        assertThat(relax(Optional.of(1e-6), 40, interrupted)).isEqualTo(once);
    }

    @Test
    void saysWhatIsLeft() {
        assertThatThrownBy(() -> relax(Optional.empty(), 1, new TrialContext(directory)))
                .isInstanceOf(NotConverged.class)
                .hasMessageContaining("is not relaxed: geometry 1");
    }

    @Test
    void anEngineWithoutCrystalsIsRefused() {
        assertThatThrownBy(
                        () ->
                                new RelaxCrystalTask()
                                        .run(
                                                new RelaxCrystalTask.Inputs(
                                                        new Source.Name("Si"),
                                                        new Source.Name("PBE"),
                                                        TestEngines.gaussian("sto-3g", 2),
                                                        1e-4,
                                                        Optional.empty(),
                                                        5),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("the engine gaussian does not relax crystals");
    }
}
