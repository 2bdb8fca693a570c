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

class ScfCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsOneJsonObject() {
        assertThat(run("--molecule", "H 0 0 0; H 0 0 0.7414", "--grid", "4", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("engine").asString()).isEqualTo("gaussian");
        assertThat(json.get("converged").asBoolean()).isTrue();
        assertThat(json.get("iterations").asInt()).isPositive();
        assertThat(json.get("seconds").asDouble()).isPositive();
        assertThat(json.get("formula").asString()).isEqualTo("H2");
        assertThat(json.get("basis").asString()).isEqualTo("def2-svp");
        double sum = 0;
        for (JsonNode part : json.get("components")) {
            sum += part.asDouble();
        }
        assertThat(json.get("energy").asDouble()).isCloseTo(sum, within(1e-12));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsPeopleOfEachIterationAndThenTheEnergies() {
        assertThat(run("--molecule", "He", "--functional", "SPW92", "--threads", "1")).isZero();
        assertThat(err.toString()).contains("gradient");
        assertThat(out.toString()).contains("total energy").contains("converged");
    }

    @Test
    void startsFromADensityThatItSaved(@TempDir Path directory) {
        Path file = directory.resolve("he.density");
        assertThat(run("--molecule", "He", "--save", file.toString(), "--json")).isZero();
        JsonNode first = JsonMapper.shared().readTree(out.toString());
        assertThat(Files.exists(file)).isTrue();
        out.getBuffer().setLength(0);
        assertThat(run("--molecule", "He", "--start", file.toString(), "--json")).isZero();
        JsonNode second = JsonMapper.shared().readTree(out.toString());
        // The density is a guess; a second one, of orbitals, confirms it.
        assertThat(second.get("iterations").asInt()).isEqualTo(2);
        assertThat(second.get("energy").asDouble())
                .isCloseTo(first.get("energy").asDouble(), within(1e-10));
    }

    @Test
    void refusesWhatItCannotUseWithASentence() {
        assertThat(run("--molecule", "H2O", "--unpaired", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("10 electrons, which cannot leave 1 unpaired");
        assertThat(run("--molecule", "He", "--basis", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("no basis set 'nonsense'");
        assertThat(run("--molecule", "He", "--functional", "PBEE")).isEqualTo(2);
        assertThat(run("--molecule", "He", "--grid", "11")).isEqualTo(2);
        assertThat(err.toString()).contains("the grid level must be 0 to 9, not 11");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("what is to be calculated?");
    }

    @Test
    void aFractionalChargeIsRefusedInASentence() {
        assertThat(run("--molecule", "H2O", "--charge", "0.5")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'0.5' is not a whole number: molecules have whole numbers of electrons");
    }

    @Test
    void anotherChargeAloneTakesTheLowestSpin() {
        assertThat(run("--molecule", "Li", "--charge", "1", "--basis", "sto-3g", "--json"))
                .isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()).get("unpaired").asInt()).isZero();
    }

    @Test
    void anOptionOfTheOtherEngineIsNotIgnored() {
        assertThat(run("--molecule", "H2", "--cutoff", "8")).isEqualTo(2);
        assertThat(err.toString()).contains("--cutoff has no meaning for a molecule");
        assertThat(run("--molecule", "H2", "--crystal", "Si")).isEqualTo(2);
        assertThat(err.toString()).contains("--crystal has no meaning for a molecule");
        assertThat(run("--crystal", "Si", "--charge", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--charge has no meaning for a crystal");
    }

    @Test
    void failsWithExitCodeOneWhenItDoesNotConverge() {
        assertThat(run("--molecule", "LiH", "--max-iterations", "1", "--json")).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("converged").asBoolean()).isFalse();
        assertThat(json.get("message").asString()).contains("did not converge in 3 attempts");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new ScfCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
