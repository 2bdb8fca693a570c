package xcflow.experiments.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.testkit.TrialContext;

class SymmetricCrystalsTest {
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
                                TestEngines.of(
                                        "planewave",
                                        Map.of(
                                                "cutoff",
                                                5,
                                                "kpoints",
                                                List.of(2, 2, 2),
                                                "tolerance",
                                                1e-7,
                                                "symmetry",
                                                symmetry)),
                                false,
                                false,
                                List.of()),
                        context);
    }
}
