package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FunctionalCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @CommandLine.Command(name = "functional")
    private static final class Parent {}

    private int run(String... arguments) {
        var line = new CommandLine(new Parent());
        for (var command : new ScienceCommands().commands()) {
            if (command.parent().equals("functional")) {
                line.addSubcommand(command.command());
            }
        }
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(arguments);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void evaluatesAllCombinationsOfReducedVariables() {
        assertThat(run("evaluate", "SPW92", "--rs", "1,2", "--zeta", "0,1", "--json")).isZero();
        assertThat(json().size()).isEqualTo(4);
        assertThat(json().get(0).get("per_particle").doubleValue())
                .isCloseTo(-0.4581652931 - 0.0597743, within(1e-6));
    }

    @Test
    void evaluatesDensitiesWithOneGradientForAll() {
        assertThat(run("evaluate", "PBE", "--rho", "0.1,0.2", "--sigma", "0.01")).isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString()).contains("v_sigma");
    }

    @Test
    void evaluatesTheLinesOfAFile(@TempDir Path directory) throws IOException {
        var file = directory.resolve("points.csv");
        Files.writeString(file, "rho_a,rho_b,sigma_aa,sigma_ab,sigma_bb\n0.1,0.2,0.01,0,0.02\n");
        assertThat(run("evaluate", "PBE", "--points", file.toString(), "--json")).isZero();
        assertThat(json().get(0).get("v_rho_b").doubleValue()).isNegative();
    }

    @Test
    void aLineThatIsNotNumbersIsNamed(@TempDir Path directory) throws IOException {
        var file = directory.resolve("points.csv");
        Files.writeString(file, "rho,sigma\n0.1,0\n0.2\n");
        assertThat(run("evaluate", "PBE", "--points", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("points.csv:3: expected 2 numbers, found 1");
    }

    @Test
    void aMisspeltFunctionalIsUnusableInput() {
        assertThat(run("audit", "PBEE")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean PBE?");
    }

    @Test
    void auditsAgainstAParent() {
        assertThat(run("audit", "revPBE", "--parent", "PBE")).isZero();
        assertThat(out.toString())
                .contains("Local Lieb-Oxford bound, exchange")
                .contains("lost")
                .contains("Compared with PBE");
    }

    @Test
    void drawsIntoADirectory(@TempDir Path directory) throws IOException {
        assertThat(
                        run(
                                "plot",
                                "RPBE",
                                "--parent",
                                "PBE",
                                "--format",
                                "png",
                                "--output",
                                directory.toString()))
                .isZero();
        try (var files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .contains("RPBE-exchange.png", "RPBE-difference.png");
        }
    }

    @Test
    void inspectsTheOriginOfAReference() {
        assertThat(run("inspect", "gga_x_pbe,gga_c_pbe", "--json")).isZero();
        assertThat(json().get("name").stringValue()).isEqualTo("PBE");
        assertThat(json().get("citations").get(0).stringValue()).contains("77, 3865");
    }

    @Test
    void listsWhatIsBuiltIn() {
        assertThat(run("inspect")).isZero();
        assertThat(out.toString()).contains("PBEsol").contains("GGA_X_B88");
    }

    @Test
    void comparesTwoFunctionals() {
        assertThat(run("compare", "PBE", "pbe_x+pbe_c", "--json")).isZero();
        assertThat(json().get(0).get("largest").doubleValue()).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("compare", "PBE", "PBEsol")).isZero();
        assertThat(out.toString()).contains("F_xc");
    }
}
