package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.postgresql.PostgresqlServer;

/** Homes of two machines whose records are on one server. */
@PostgresqlServer.Needed
class PostgresqlHomeTest {
    private static final String FILE =
            """
            name: small
            steps:
              each:
                uses: shell
                matrix: {n: "${{ range(4) }}"}
                with:
                  command: echo $N >result
                  environment: {N: "${{ matrix.n }}"}
                  outputs: {result: result}
            """;

    @TempDir Path directory;
    private CommandLine here;
    private CommandLine there;

    @BeforeEach
    void settings() throws Exception {
        String url = PostgresqlServer.ofEnvironment().newDatabase().url();
        here = machine("here", url);
        there = machine("there", url);
    }

    private CommandLine machine(String name, String url) throws IOException {
        CommandLine machine = new CommandLine(Files.createDirectory(directory.resolve(name)));
        Files.createDirectories(machine.home());
        Map<String, String> parameters =
                Arrays.stream(URI.create(url.substring("jdbc:".length())).getQuery().split("&"))
                        .map(parameter -> parameter.split("="))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Path password = Files.writeString(machine.home().resolve("pw"), parameters.get("password"));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                machine.home().resolve("home.yaml"),
                """
                store:
                  database: {url: "URL", user: USER, password-file: pw}
                  objects: OBJECTS
                """
                        .replace("URL", url.replaceFirst("\\?.*", ""))
                        .replace("USER", parameters.get("user"))
                        .replace("OBJECTS", directory.resolve("objects").toString()));
        return machine;
    }

    @Test
    void whatOneMachineComputedTheOtherKnows() throws Exception {
        String file = here.file("small.yaml", FILE).toString();
        assertThat(there.ok("runs").out()).startsWith("RUN");
        here.ok("run", file);
        assertThat(there.ok("runs").out()).contains("SUCCEEDED").contains("4 succeeded");
        assertThat(there.ok("run", file).err()).contains("4 cached");
        assertThat(here.ok("show", "2").out()).contains("CACHED");
        assertThat(here.ok("functional", "list").status()).isZero();
        assertThat(there.ok("sql", "select count(*) as n from executions").out()).contains("4");
        assertThat(here.run("sql", "delete from executions").status()).isEqualTo(2);
        assertThat(there.ok("audit").out()).contains("all is well");
        assertThat(there.ok("doctor").out()).contains("all is well");
        here.ok("schedule", "add", file, "--name", "nightly", "--cron", "0 0 3 * * ?");
        assertThat(there.ok("schedule", "list").out()).contains("nightly");
        there.ok("schedule", "remove", "nightly");
        assertThat(directory.resolve("objects")).isNotEmptyDirectory();
        assertThat(here.home().resolve("objects")).doesNotExist();
        assertThat(here.home().resolve("xcflow.mv.db")).doesNotExist();
    }

    @Test
    void aRunHasOneDriverWhereverItIsAndGoesOnElsewhereWhenThatDies() throws Exception {
        Path gate = directory.resolve("gate");
        String file =
                here.file(
                                "gated.yaml",
                                """
                                name: gated
                                steps:
                                  wait: {uses: shell, with: {command: "until [ -e GATE ]; do sleep 0.1; done"}}
                                """
                                        .replace("GATE", gate.toString()))
                        .toString();
        Process driver = here.start("run", file);
        CommandLine.until(() -> here.printed().contains("running  wait"));
        CommandLine.Result refused = there.run("resume", "1");
        assertThat(refused.status()).isEqualTo(2);
        driver.destroyForcibly().waitFor();
        Files.createFile(gate);
        assertThat(there.ok("resume", "1").err()).contains("SUCCEEDED");
        assertThat(there.ok("audit").out()).contains("all is well");
    }

    @Test
    void settingsThatCannotBeUsedAreNamedWithTheirPlace() throws Exception {
        Files.writeString(here.home().resolve("home.yaml"), "store:\n  databas: {}\n");
        CommandLine.Result result = here.run("runs");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualToIgnoringNewLines(
                        here.home().resolve("home.yaml")
                                + ":2:3: unknown key 'databas' in store (did you mean 'database'?)");
    }
}
