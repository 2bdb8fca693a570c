package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EosCommandTest {
    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsOneJsonObject() {
        assertThat(quick("--crystal", "Si", "--json")).isZero();
        JsonNode json = json();
        assertThat(json.get("crystal").asString()).isEqualTo("Si");
        assertThat(json.get("functional").asString()).isEqualTo("PBE");
        assertThat(json.get("form").asString()).isEqualTo("birch-murnaghan");
        assertThat(json.get("lattice-constant").asDouble()).isCloseTo(5.61, within(0.03));
        assertThat(json.get("bulk-modulus").asDouble()).isCloseTo(77, within(8.0));
        assertThat(json.get("cutoff-smoothing").asDouble()).isEqualTo(1.2, within(1e-12));
        assertThat(json.at("/all-electron/lattice-deviation-percent").asDouble()).isPositive();
        assertThat(json.at("/pseudopotentials/Si").asString()).isEqualTo("Si-q4");
        assertThat(json.get("points").size()).isEqualTo(5);
        assertThat(json.at("/points/0/energy").asDouble()).isNegative();
        assertThat(json.get("seconds").asDouble()).isPositive();
        assertThat(json.get("warnings").valueStream().map(w -> w.get("code").asString()))
                .contains("cutoff-below-recommended", "kpoints-below-recommended");
    }

    @Test
    void tellsPeopleHowFarItIsAndHowTheResultCompares() {
        assertThat(quick("--crystal", "Si")).isZero();
        assertThat(err.toString()).contains("volume 5 of 5").contains("left");
        assertThat(out.toString())
                .contains("lattice constant")
                .contains("bulk modulus")
                .contains("from all-electron PBE")
                .contains("greatest residual");
    }

    @Test
    void theRecommendedSettingsGiveWhatIsPublishedForThePseudopotential() {
        assertThat(run("--crystal", "Si", "--volumes", "5", "--json")).isZero();
        JsonNode json = json();
        JsonNode published = json.get("published-pseudopotential");
        double a = published.get("lattice-constant").asDouble();
        double b = published.get("bulk-modulus").asDouble();
        assertThat(json.get("lattice-constant").asDouble()).isCloseTo(a, within(1e-3 * a));
        assertThat(json.get("bulk-modulus").asDouble()).isCloseTo(b, within(1e-2 * b));
    }

    @Test
    void takesAPoscarFileAndDrawsTheCurve() throws IOException {
        Path poscar = directory.resolve("POSCAR");
        Files.writeString(
                poscar,
                """
                silicon
                1
                0.0 2.735 2.735
                2.735 0.0 2.735
                2.735 2.735 0.0
                Si
                2
                Direct
                0 0 0
                0.25 0.25 0.25
                """);
        Path plot = directory.resolve("eos.svg");
        assertThat(quick("--crystal", poscar.toString(), "--plot", plot.toString(), "--json"))
                .isZero();
        assertThat(json().get("crystal").asString()).contains("POSCAR");
        assertThat(json().get("all-electron")).isNull();
        assertThat(Files.readString(plot)).contains("<svg");
    }

    @Test
    void theTwoFormsAgreeOnTheLatticeConstant() {
        assertThat(quick("--crystal", "Si", "--json")).isZero();
        double birch = json().get("lattice-constant").asDouble();
        out.getBuffer().setLength(0);
        assertThat(quick("--crystal", "Si", "--form", "vinet", "--json")).isZero();
        assertThat(json().get("lattice-constant").asDouble()).isCloseTo(birch, within(2e-3));
    }

    @Test
    void listsTheLibrary() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString()).contains("rocksalt").contains("Mg-q2 O-q6");
        out.getBuffer().setLength(0);
        assertThat(run("--list", "--json")).isZero();
        assertThat(json().size()).isGreaterThanOrEqualTo(15);
        assertThat(json().at("/0/name").asString()).isEqualTo("Al");
    }

    @Test
    void refusesWhatItCannotUseWithASentence() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("what is to be calculated?");
        refuses("no crystal is called 'Sj'", "--crystal", "Sj");
        refuses("--kpoints needs three numbers", "--crystal", "Si", "--kpoints", "4x4");
        refuses("three divisions of at least 1", "--crystal", "Si", "--kpoints", "0x4x4");
        refuses("--shift needs three numbers", "--crystal", "Si", "--shift", "0.5");
        refuses("unknown smearing 'hot'", "--crystal", "Si", "--smearing", "hot:0.01");
        refuses("a kind and a width", "--crystal", "Si", "--smearing", "cold:x");
        refuses("at least 5 volumes", "--crystal", "Si", "--volumes", "4");
        refuses("there is no form 'murnaghan'", "--crystal", "Si", "--form", "murnaghan");
        refuses("unknown pseudopotential", "--crystal", "Si", "--pseudopotential", "Si=q7");
        refuses("the smoothing", "--crystal", "Si", "--cutoff-smoothing", "30");
        refuses("functional", "--crystal", "Si", "--functional", "PBEE");
    }

    @Test
    void theSymmetryOfTheMeshDoesNotChangeTheCurve() {
        assertThat(quick("--crystal", "Si", "--json")).isZero();
        double folded = json().get("bulk-modulus").asDouble();
        out.getBuffer().setLength(0);
        assertThat(quick("--crystal", "Si", "--json", "--no-symmetry")).isZero();
        assertThat(json().get("bulk-modulus").asDouble()).isCloseTo(folded, within(0.01));
    }

    private void refuses(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(message).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    private int quick(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--cutoff",
                        "12",
                        "--kpoints",
                        "2x2x2",
                        "--volumes",
                        "5",
                        "--range",
                        "0.1"));
        all.addAll(List.of("--tolerance", "1e-6", "--threads", "1"));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new EosCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
