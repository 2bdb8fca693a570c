package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CubeFilesTest {
    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ScfCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void densitiesAndOrbitalsAreWrittenAndTheirIntegralsTold() throws Exception {
        Path density = directory.resolve("density.cube");
        Path spin = directory.resolve("spin.cube");
        Path orbital = directory.resolve("orbital.cube");
        assertThat(
                        run(
                                "--molecule",
                                "H 0 0 0; H 0 0 1.06; charge=1; unpaired=1",
                                "--cube",
                                "density=" + density,
                                "--cube",
                                "spin-density=" + spin,
                                "--cube",
                                "orbital:1=" + orbital,
                                "--cube-spacing",
                                "0.3",
                                "--json"))
                .isZero();
        JsonNode integrals = JsonMapper.shared().readTree(out.toString()).get("cube-integrals");
        assertThat(integrals.get(density.toString()).asDouble()).isCloseTo(1, within(5e-3));
        assertThat(integrals.get(spin.toString()).asDouble())
                .isCloseTo(integrals.get(density.toString()).asDouble(), within(1e-9));
        assertThat(Files.readAllLines(orbital).get(2).strip()).startsWith("2 ");
    }

    @Test
    void whatIsNoFunctionInSpaceIsRefusedBeforeAnythingIsCalculated() {
        assertThat(run("--molecule", "H2", "--cube", "potential")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'potential' is not density, spin-density, orbital:N or orbital:N:down");
    }

    @Test
    void planeWavesGiveNone() {
        assertThat(run("--crystal", "Si", "--cube", "density")).isEqualTo(2);
        assertThat(err.toString()).contains("--cube has no meaning");
    }
}
