package xcflow.experiments.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.batch.CrystalSettingsInput;
import xcflow.experiments.batch.Engine;
import xcflow.experiments.batch.SinglePointTask;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.symmetry.SymmetricCrystal;
import xcflow.testkit.TrialContext;

class SymmetryInputTest {
    @TempDir Path directory;

    private static final String MAGNESIUM =
            """
            Mg hcp
            1.0
            3.2 0 0
            -1.6 2.771281292110204 0
            0 0 5.2
            Mg
            2
            Direct
            0.33333 0.66667 0.25
            0.66667 0.33333 0.75
            """;

    @Test
    void isYesNoOrADisplacement() {
        assertThat(SymmetryInput.tolerance(true)).isEqualTo(SymmetricCrystal.TOLERANCE);
        assertThat(SymmetryInput.tolerance(false)).isZero();
        assertThat(SymmetryInput.tolerance(1e-3)).isEqualTo(1e-3);
        for (Object wrong : new Object[] {0, -1e-3, 1L, 0.5, Double.NaN, "yes", List.of(), ""}) {
            assertThatThrownBy(() -> SymmetryInput.tolerance(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("up to 0.01");
        }
    }

    @Test
    void whatIsDoubtfulOfAMetalIsToldToTheRun() throws Exception {
        var context = new TrialContext(directory);
        SinglePointTask.Outputs folded = energies(context, true);
        assertThat(context.warnings)
                .extracting(Warning::code)
                .contains("bands-overlap", "structure-symmetrised");
        assertThat(context.warnings).allSatisfy(w -> assertThat(w.text()).contains("Mg2 (POSCAR)"));
        var other = new TrialContext(directory);
        SinglePointTask.Outputs whole = energies(other, false);
        assertThat(other.warnings)
                .extracting(Warning::code)
                .contains("bands-overlap")
                .doesNotContain("structure-symmetrised");
        assertThat(whole.energies()).isNotEqualTo(folded.energies());
        assertThatThrownBy(() -> energies(new TrialContext(directory), "often"))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("'symmetry' is true, false, or")
                .hasMessageContaining("not often");
    }

    private SinglePointTask.Outputs energies(TrialContext context, Object symmetry)
            throws Exception {
        Artefact poscar =
                context.store(
                        "POSCAR",
                        "text/plain",
                        out ->
                                out.write(
                                        MAGNESIUM.getBytes(
                                                java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(Files.exists(context.file(poscar))).isTrue();
        return new SinglePointTask()
                .run(
                        new SinglePointTask.Inputs(
                                List.of(),
                                List.of(poscar),
                                new Source.Name("PBE"),
                                Engine.PLANEWAVE,
                                new Source.Name("def2-svp"),
                                1,
                                false,
                                Optional.empty(),
                                Optional.of(
                                        new CrystalSettingsInput(
                                                Optional.of(5.0),
                                                Optional.of(List.of(2, 2, 2)),
                                                List.of(0.0, 0.0, 0.0),
                                                Optional.empty(),
                                                Map.of(),
                                                1e-7,
                                                symmetry)),
                                false),
                        context);
    }
}
