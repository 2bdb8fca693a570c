package xcflow.campaign.command;

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

class PlaneWaveScfTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void solvesACrystalOfTheLibrary() {
        assertThat(
                        run(
                                "--crystal",
                                "Si",
                                "--cutoff",
                                "8",
                                "--kpoints",
                                "2x2x2",
                                "--shift",
                                "0.5,0.5,0.5",
                                "--json"))
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("engine").asString()).isEqualTo("planewave");
        assertThat(json.get("converged").asBoolean()).isTrue();
        assertThat(json.get("irreducible-kpoints").asInt()).isEqualTo(2);
        double sum = 0;
        for (JsonNode part : json.get("components")) {
            sum += part.asDouble();
        }
        assertThat(json.get("energy").asDouble()).isCloseTo(sum, within(1e-12));
        assertThat(json.get("energy").asDouble()).isCloseTo(-7.85, within(0.05));
    }

    @Test
    void readsPoscarFilesAndTreatsSpin(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("POSCAR");
        Files.writeString(
                file,
                """
                lithium
                1.0
                -1.72 1.72 1.72
                1.72 -1.72 1.72
                1.72 1.72 -1.72
                Li
                1
                Direct
                0 0 0
                """);
        assertThat(
                        run(
                                "--crystal",
                                file.toString(),
                                "--cutoff",
                                "10",
                                "--kpoints",
                                "2x2x2",
                                "--smearing",
                                "gaussian:0.02",
                                "--moment",
                                "1",
                                "--json"))
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("moment").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(json.get("fermi-levels")).hasSize(2);
    }

    @Test
    void putsMoleculesInABoxAndRestartsFromAFile(@TempDir Path directory) {
        String file = directory.resolve("h2.density").toString();
        String[] first = {
            "--engine",
            "planewave",
            "--molecule",
            "H 0 0 0; H 0 0 0.74",
            "--box",
            "8",
            "--cutoff",
            "12",
            "--save",
            file,
            "--json"
        };
        assertThat(run(first)).isZero();
        JsonNode one = JsonMapper.shared().readTree(out.toString());
        out.getBuffer().setLength(0);
        first[8] = "--start";
        assertThat(run(first)).isZero();
        JsonNode two = JsonMapper.shared().readTree(out.toString());
        assertThat(two.get("iterations").asInt()).isLessThan(one.get("iterations").asInt());
        assertThat(two.get("energy").asDouble())
                .isCloseTo(one.get("energy").asDouble(), within(1e-7));
    }

    @Test
    void refusesUnusableInputWithASentence() {
        assertThat(run("--crystal", "Sj")).isEqualTo(2);
        assertThat(err.toString()).contains("no crystal is called 'Sj'");
        err.getBuffer().setLength(0);
        assertThat(run("--crystal", "Si", "--kpoints", "0x2x2")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 1");
        err.getBuffer().setLength(0);
        assertThat(run("--crystal", "Al", "--smearing", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("treat spin");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new ScfCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
