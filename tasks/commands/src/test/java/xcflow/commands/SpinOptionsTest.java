package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Moments on the command line, of two hydrogen atoms that are far apart. */
class SpinOptionsTest {
    private static final String HYDROGEN =
            """
            hydrogen
            3.4
            1 0 0
            0 1 0
            0 0 1
            H
            2
            Direct
            0 0 0
            0.5 0.5 0.5
            """;

    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(directory.resolve("POSCAR"), HYDROGEN);
    }

    @Test
    void anAntiferromagnetHasMomentsAtItsSites() {
        assertThat(run(new ScfCommand(), "--site-moments", "H=1,-1", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("moment").asDouble()).isCloseTo(0, within(1e-5));
        assertThat(json.get("absolute-moment").asDouble()).isGreaterThan(0.5);
        assertThat(json.at("/site-moments/0").asDouble()).isGreaterThan(0.2);
        assertThat(json.at("/site-moments/1").asDouble()).isLessThan(-0.2);
    }

    @Test
    void everyVolumeHasItsMoments() {
        CommandLine line = new CommandLine(new EosCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] silicon = {
            "--crystal=Si", "--cutoff=12", "--kpoints=2x2x2", "--volumes=5", "--range=0.1"
        };
        List<String> all = new ArrayList<>(List.of(silicon));
        all.addAll(List.of("--moment=0", "--tolerance=1e-6", "--json"));
        assertThat(line.execute(all.toArray(String[]::new))).isZero();
        JsonNode points = JsonMapper.shared().readTree(out.toString()).get("points");
        assertThat(points).hasSize(5);
        for (JsonNode point : points) {
            assertThat(point.get("moment").asDouble()).isCloseTo(0, within(1e-6));
            assertThat(point.get("absolute-moment").asDouble()).isCloseTo(0, within(1e-6));
            assertThat(point.get("site-moments")).hasSize(2);
        }
    }

    @Test
    void momentsOfAbsentElementsAndOfMoleculesAreRefused() {
        assertThat(run(new ScfCommand(), "--site-moments", "Fe=2")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--site-moments Fe=2: there is no Fe among the atoms, which are of H");
        assertThat(run(new ScfCommand(), "--site-moments", "H=up")).isEqualTo(2);
        assertThat(err.toString()).contains("--site-moments: 'up' is not a number");
        CommandLine line = new CommandLine(new ScfCommand());
        line.setErr(new PrintWriter(err));
        String[] molecule = {"--engine=planewave", "--molecule=O", "--site-moments=O=2"};
        assertThat(line.execute(molecule)).isEqualTo(2);
        assertThat(err.toString()).contains("--site-moments has no meaning for a molecule");
    }

    @Test
    void anAtomWithAPartlyFilledShellConvergesWithoutFurtherSettings() {
        CommandLine line = new CommandLine(new ScfCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] oxygen = {
            "--engine=planewave", "--molecule=O", "--box=12", "--cutoff=12", "--json"
        };
        assertThat(line.execute(oxygen)).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("iterations").asInt()).isLessThanOrEqualTo(25);
        assertThat(json.get("moment").asDouble()).isCloseTo(2, within(1e-6));
    }

    private int run(Object command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--crystal", file.toString()));
        all.addAll(List.of("--cutoff", "8", "--kpoints", "2x2x2", "--functional", "LDA"));
        all.addAll(List.of("--smearing", "fermi-dirac:0.005"));
        all.addAll(List.of(arguments));
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(all.toArray(String[]::new));
    }
}
