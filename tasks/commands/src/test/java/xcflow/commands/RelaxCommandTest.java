package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.structure.molecule.Molecules;

class RelaxCommandTest {
    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", directory.resolve("relaxed").toString()));
        return new CommandLine(new RelaxCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void aMoleculesGeometryIsWritten() {
        int code = run("--molecule", "H 0 0 0; H 0 0 0.8", "--basis", "6-31g**", "--json");
        assertThat(code).as(err.toString()).isZero();
        JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.get("largest-force").asDouble()).isLessThan(1e-4);
        Path file = Path.of(result.get("geometry").asString());
        var atoms = Molecules.parse(file.toString()).atoms();
        // PySCF 2.14, PBE/6-31G**, the same grid: 0.7490 Å.
        assertThat(atoms.get(0).distance(atoms.get(1)) * 0.529177210903)
                .isCloseTo(0.749, within(2e-3));
    }

    @Test
    void aCrystalsCellIsTold() {
        int code =
                run("--crystal", "Si", "--cutoff", "6", "--kpoints", "2x2x2", "--stress", "1e-5");
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("largest-stress", "volume", "lengths", "relaxed.xyz");
    }

    @Test
    void theCellOfAMoleculeIsNotRelaxed() {
        assertThat(run("--molecule", "H2", "--stress", "1e-5")).isEqualTo(2);
        assertThat(err.toString()).contains("--stress has no meaning for a molecule");
    }

    @Test
    void tooFewGeometriesAreAFailure() {
        int code = run("--molecule", "H 0 0 0; H 0 0 0.9", "--basis", "sto-3g", "--points", "1");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("after 1 geometries");
    }
}
