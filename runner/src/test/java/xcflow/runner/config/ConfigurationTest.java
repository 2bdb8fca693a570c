package xcflow.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.workflows.text.InvalidInputException;

class ConfigurationTest {
    @TempDir private Path directory;
    private Path machine;
    private Path user;
    private Path project;

    @BeforeEach
    void directories() throws IOException {
        machine = directory.resolve("etc/config.yaml");
        user = directory.resolve("user/config.yaml");
        project = directory.resolve("project/config.yaml");
        for (Path file : List.of(machine, user, project)) {
            Files.createDirectories(file.getParent());
        }
    }

    private Configuration read(Map<String, String> environment)
            throws IOException, InvalidInputException {
        return Configuration.read(new Layers(List.of(machine, user, project), environment));
    }

    @Test
    void withoutFilesNothingIsSet() throws Exception {
        assertThat(read(Map.of()).settings()).isEmpty();
    }

    @Test
    void eachLayerIsStrongerThanTheOneBelowAndTheEnvironmentIsStrongest() throws Exception {
        Files.writeString(
                machine,
                """
                queue: file:/machine
                sites:
                  cluster:
                    system: slurm
                    blocks:
                      cpu: {threads: 32, time: 12h, options: [--account=all, --qos=low]}
                """);
        Files.writeString(
                user, "sites: {cluster: {blocks: {cpu: {options: --account=me}, big: {}}}}");
        Files.writeString(project, "queue: file:/project\n");
        Configuration settings = read(Map.of());
        assertThat(settings.text("queue")).contains("file:/project");
        assertThat(settings.whole("sites", "cluster", "blocks", "cpu", "threads")).contains(32);
        assertThat(settings.duration("sites", "cluster", "blocks", "cpu", "time"))
                .contains(Duration.ofHours(12));
        assertThat(settings.texts("sites", "cluster", "blocks", "cpu", "options"))
                .as("lists are replaced as a whole")
                .containsExactly("--account=me");
        assertThat(settings.names("sites", "cluster", "blocks")).containsExactly("cpu", "big");
        assertThat(read(Map.of("XCFLOW_QUEUE", "file:/mine")).text("queue")).contains("file:/mine");
        assertThat(read(Map.of("XCFLOW_QUEUE", " ")).text("queue")).contains("file:/project");
    }

    @Test
    void everyValueIsShownWithItsOrigin() throws Exception {
        Files.writeString(machine, "store:\n  database: {url: \"jdbc:postgresql://h/d\"}\n");
        Files.writeString(user, "queue: postgres\n");
        assertThat(read(Map.of("XCFLOW_DATABASE_USER", "anna")).settings())
                .extracting(ConfiguredValue::name, ConfiguredValue::text, ConfiguredValue::origin)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "store.database.url", "jdbc:postgresql://h/d", machine + ":2:19"),
                        org.assertj.core.groups.Tuple.tuple(
                                "store.database.user", "anna", "$XCFLOW_DATABASE_USER"),
                        org.assertj.core.groups.Tuple.tuple("queue", "postgres", user + ":1:8"));
    }

    @Test
    void pathsAreRelativeToTheFileThatNamesThem() throws Exception {
        Files.writeString(user, "store: {objects: things}");
        assertThat(read(Map.of()).path("store", "objects")).contains(user.resolveSibling("things"));
        assertThat(read(Map.of("XCFLOW_OBJECTS", "things")).path("store", "objects"))
                .contains(Path.of("things").toAbsolutePath());
        assertThat(read(Map.of("XCFLOW_OBJECTS", "~/things")).path("store", "objects"))
                .contains(Path.of(System.getProperty("user.home"), "things"));
    }

    @Test
    void aProfileIsStrongerThanAllFiles() throws Exception {
        Files.writeString(
                user, "profiles: {night: {queue: file:/night}, day: {}}\nqueue: file:/user");
        Files.writeString(project, "queue: file:/project\n");
        assertThat(read(Map.of()).text("queue")).contains("file:/project");
        assertThat(read(Map.of("XCFLOW_PROFILE", "night")).text("queue")).contains("file:/night");
        assertThat(
                        read(Map.of("XCFLOW_PROFILE", "night", "XCFLOW_QUEUE", "file:/now"))
                                .text("queue"))
                .contains("file:/now");
        assertThatThrownBy(() -> read(Map.of("XCFLOW_PROFILE", "nihgt")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "XCFLOW_PROFILE:1:1: there is no profile 'nihgt' (did you mean 'night'?)");
        Files.writeString(project, "profile: day\n");
        assertThat(read(Map.of()).text("queue")).contains("file:/user");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    site: {}                                              | 1:1: unknown key 'site' in the settings (did you mean 'sites'?)
                    sites: {a: {system: slurm, block: {}}}                | 1:28: unknown key 'block' in site 'a' (did you mean 'blocks'?)
                    sites: {a: {blocks: {cpu: {threads: many}}}}          | 1:37: threads must be a whole number from 1 to 100000, not text 'many'
                    sites: {a: {blocks: {cpu: {threads: 0}}}}             | 1:37: threads must be a whole number from 1 to 100000, not number 0
                    sites: {a: {blocks: {cpu: {time: 12}}}}               | 1:34: time must be a duration such as 12h, not number 12
                    sites: {a: {blocks: {cpu: {time: soon}}}}             | 1:34: time is not usable: 'soon' is not a duration
                    sites: {a: {blocks: {cpu: {memory: 120}}}}            | 1:36: memory must be an amount such as 4GiB, not number 120
                    sites: {a: {blocks: {cpu: {per-instance: maybe}}}}    | 1:42: per-instance must be true or false, not text 'maybe'
                    sites: {a: {blocks: {cpu: {options: [[1]]}}}}         | 1:38: options must be texts, not a list
                    sites: {"a/b": {}}                                    | 1:9: 'a/b' cannot be the name of a site
                    sites: {a: {through: "ssh -oProxyCommand=x h"}}       | 1:22: through must be 'ssh HOST'
                    sites: {a: {through: "ssh -Jx"}}                      | 1:22: through must be 'ssh HOST'
                    sites: {a: {exchange: /x}}                            | 1:13: unknown key 'exchange' in site 'a'
                    store: {objects: "s3://B/p"}                          | 1:18: objects must be s3://bucket or s3://bucket/prefix
                    store: {objects: "s3://bucket/../p q"}                | 1:18: objects must be s3://bucket or s3://bucket/prefix
                    store: {objects: "gs://bucket/p"}                     | 1:18: objects must be a directory or s3://bucket/prefix; 'gs://bucket/p' is neither
                    store: {s3: {endpoint: "server"}}                     | 1:24: endpoint must be https://host or https://host:port
                    store: {s3: {key: x}}                                 | 1:14: unknown key 'key' in s3
                    queue: [a]                                            | 1:8: queue must be text, not a list
                    profiles: {a: {profiles: {}}}                         | 1:16: unknown key 'profiles' in profile 'a' (did you mean 'profile'?)
                    """)
    void refusesWhatItDoesNotKnowWithItsPlace(String text, String message) throws Exception {
        Files.writeString(user, text);
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        user + ":" + message.replace(" (did you mean 'profile'?)", ""));
    }

    @Test
    void theErrorsOfAllFilesAreToldAtOnce() throws Exception {
        Files.writeString(machine, "a: 1");
        Files.writeString(project, "b: 1");
        assertThatThrownBy(() -> read(Map.of("XCFLOW_DATABASE_URL", "jdbc:h2:mem:x")))
                .hasMessageContaining(machine + ":1:1: unknown key 'a'")
                .hasMessageContaining(project + ":1:1: unknown key 'b'")
                .hasMessageContaining("XCFLOW_DATABASE_URL:1:1: url must be jdbc:postgresql://");
    }

    @Test
    void theUsersFilesAreFoundOrReplacedOrLeftOut() {
        Path home = Path.of("/p/.xcflow");
        Path anna = Path.of("/home/anna");
        assertThat(Layers.of(home, Map.of(), anna).files())
                .containsExactly(
                        Path.of("/etc/xcflow/config.yaml"),
                        anna.resolve(".config/xcflow/config.yaml"),
                        home.resolve("home.yaml"),
                        home.resolve("config.yaml"));
        assertThat(Layers.of(home, Map.of("XDG_CONFIG_HOME", "/x"), anna).files())
                .contains(Path.of("/x/xcflow/config.yaml"));
        assertThat(Layers.of(home, Map.of("XCFLOW_CONFIG", "none"), anna).files()).hasSize(2);
        assertThat(Layers.of(home, Map.of("XCFLOW_CONFIG", "/a:/b"), anna).files())
                .containsExactly(
                        Path.of("/a"),
                        Path.of("/b"),
                        home.resolve("home.yaml"),
                        home.resolve("config.yaml"));
    }
}
