package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a user computes first, with numbers of others beside it. */
@Tag("numerics")
class NumericsTest {
    private static final Path MOLECULES = Path.of("benchmarks", "molecules");

    @TempDir private Path directory;

    /** PySCF 2.14.0, PBE, def2-SVP, grid level 3, no density fitting, conv_tol 1e-10. */
    @ParameterizedTest
    @CsvSource({"benzene, 0, -231.772429926", "CH2, 2, -39.058149849"})
    void energiesAgreeWithPyscf(String molecule, String unpaired, double energy) {
        JsonNode result =
                new CommandLine(directory)
                        .ok(
                                "scf",
                                "--molecule",
                                MOLECULES.resolve(molecule + ".xyz").toString(),
                                "--unpaired",
                                unpaired,
                                "--functional",
                                "PBE",
                                "--basis",
                                "def2-svp",
                                "--json")
                        .json();
        assertThat(result.get("energy").asDouble()).isCloseTo(energy, within(1e-6));
    }

    /** The quick start up to the clones' validation, with less to learn from and less to try. */
    @Test
    void theQuickStartMakesAGoodClone() {
        CommandLine xcflow = new CommandLine(directory);
        JsonNode run =
                xcflow.ok(
                                "run",
                                Path.of("..", "workflows", "quickstart.yaml").toString(),
                                "--set",
                                "train=[H2, H2O, N2, Li, N]",
                                "--set",
                                "test=[CO, OH]",
                                "--until",
                                "validate",
                                "--json",
                                "-q")
                        .json();
        assertThat(run.get("state").asString()).isEqualTo("SUCCEEDED");
        double error =
                xcflow.ok("show", "latest", "validate", "--json")
                        .json()
                        .at("/instances/0/executions/0/outputs/energy-mae")
                        .asDouble();
        assertThat(error).isBetween(1e-4, 0.5);
    }
}
