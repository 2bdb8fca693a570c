package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EngineCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new EngineCommand());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void showsWhatABuiltInEngineCanDo() {
        assertThat(run("show", "planewave", "--json")).isZero();
        assertThat(json().get("usable").asBoolean()).isTrue();
        assertThat(json().get("capabilities").get("exact-exchange").asBoolean()).isFalse();
    }

    @Test
    void showsAProgramWithItsSettingsWhetherOrNotItIsHere() {
        assertThat(run("show", "pyscf", "--json")).isZero();
        assertThat(json().get("install").asString())
                .isEqualTo("xcflow engine install pyscf (pyscf==2.14.0)");
        assertThat(json().get("adapter-digest").asString()).hasSize(64);
        assertThat(json().get("settings").get("grid").asString()).contains("Default: 3.");
        boolean usable = json().get("usable").asBoolean();
        assertThat(json().has("version")).isEqualTo(usable);
        assertThat(json().has("unusable")).isNotEqualTo(usable);
    }

    @Test
    void namesTheEnginesThatThereAre() {
        assertThat(run("show", "pysfc")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no engine 'pysfc'", "gaussian", "pyscf");
    }

    @Test
    void installsOnlyPrograms() {
        assertThat(run("install", "gaussian")).isEqualTo(2);
        assertThat(err.toString()).contains("gaussian is built in");
        assertThat(run("install", "abinit")).isEqualTo(2);
        assertThat(err.toString()).contains("xcflow does not install abinit");
    }

    @Test
    void aBuiltInEngineKeepsItsPromises() {
        assertThat(run("check", "gaussian", "--json")).isZero();
        assertThat(json().size()).isGreaterThan(5);
    }
}
