package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands that compute with functionals leave in the project what a workflow would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedCommandsTest {
    private static final String NOTHING =
            """
            name: nothing
            steps:
              say:
                uses: shell
                with: {command: "true"}
            """;

    private Path directory;
    private CommandLine xcflow;

    @BeforeAll
    void makeAProject(@TempDir Path temporary) throws IOException {
        directory = temporary;
        xcflow = new CommandLine(Files.createDirectories(temporary.resolve("project")));
        Files.writeString(temporary.resolve("nothing.yaml"), NOTHING);
        xcflow.ok("run", temporary.resolve("nothing.yaml").toString());
        random("mine", "--seed", "3");
    }

    private void random(String name, String... more) {
        List<String> all = new ArrayList<>(List.of("functional", "random", "--name", name));
        all.addAll(List.of("--width", "4", "--depth", "1", "--output", directory.toString()));
        all.addAll(List.of(more));
        xcflow.ok(all.toArray(String[]::new));
    }

    private JsonNode show(String functional) {
        return xcflow.ok("functional", "show", functional, "--json").json();
    }

    @Test
    void aRandomFunctionalIsAVersionWithItsExecution() {
        JsonNode version = show("mine@1");
        assertThat(version.get("kind").asString()).isEqualTo("neural");
        assertThat(version.get("details").get("seed").asString()).isEqualTo("3");
        assertThat(version.get("execution").isNull()).isFalse();
        assertThat(directory.resolve("mine.xcf")).exists();
        xcflow.ok("audit");
    }

    @Test
    void anAuditIsAMetricOfTheVersion() {
        xcflow.ok("functional", "audit", "mine", "--parent", "PBE");
        String metrics = show("mine@1").get("metrics").toString();
        assertThat(metrics).contains("constraints-held", "constraints-lost");
    }

    @Test
    void withoutARecordThereIsNone() {
        random("other", "--no-record");
        assertThat(xcflow.run("functional", "show", "other").status()).isEqualTo(2);
    }

    @Test
    void aFileThatIsGivenBecomesAnExternalVersion() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        var stranger = new CommandLine(elsewhere.resolve("project"));
        Path file = elsewhere.resolve("theirs.xcf");
        stranger.ok(
                "functional",
                "random",
                "--name",
                "theirs",
                "--architecture",
                "anchored",
                "--anchor",
                "PBE",
                "--output",
                elsewhere.toString());
        xcflow.ok("functional", "audit", file.toString());
        JsonNode version = show("theirs@1");
        assertThat(version.get("kind").asString()).isEqualTo("external");
        assertThat(version.get("parents").toString()).contains("imported", "PBE");
        assertThat(version.get("metrics").toString()).contains("constraints-held");
        xcflow.ok("functional", "add", file.toString());
        assertThat(xcflow.run("functional", "show", "theirs@2").status()).isEqualTo(2);
        xcflow.ok("audit");
    }

    @Test
    void whatCannotBeUsedLeavesNoRun() throws IOException {
        String before = xcflow.ok("runs", "--json").out();
        Path damaged = Files.writeString(directory.resolve("damaged.xcf"), "PK no functional");
        for (String[] command :
                new String[][] {
                    {"functional", "add", damaged.toString()},
                    {"functional", "get", damaged.toString(), "-o", directory + "/copy.xcf"},
                    {"functional", "train", "--reference", "HF", "--model-density", "H"},
                    {"functional", "train", "--reference", "BPE", "--model-density", "H"},
                }) {
            var result = xcflow.run(command);
            assertThat(result.status()).as(String.join(" ", command)).isEqualTo(2);
            assertThat(result.err()).doesNotContain(".yaml:");
        }
        assertThat(directory.resolve("copy.xcf")).doesNotExist();
        assertThat(xcflow.ok("runs", "--json").out()).isEqualTo(before);
    }

    @Test
    void aHomeWithOtherStoresIsAHome(@TempDir Path elsewhere) throws IOException {
        var there = new CommandLine(elsewhere);
        Files.createDirectories(there.home());
        Path settings = there.home().resolve("home.yaml");
        String[] random = {"functional", "random", "--name", "x", "--output", elsewhere + "/x"};
        Files.writeString(settings, "store: {objekts: somewhere}\n");
        assertThat(there.run(random).status()).isEqualTo(2);
        Files.writeString(
                settings, "store: {database: {url: 'jdbc:postgresql://127.0.0.1:1/none'}}\n");
        assertThat(there.run(random).status()).isEqualTo(1);
        assertThat(elsewhere.resolve("x")).doesNotExist();
    }

    @Test
    void theCommandsOnACardWork() throws IOException {
        String card = xcflow.ok("functional", "card", "mine@1").out();
        assertThat(card).doesNotContain("--details");
        Path atom = Files.writeString(directory.resolve("water.xyz"), "1\n\nHe 0 0 0\n");
        String line =
                card.lines().filter(l -> l.startsWith("xcflow scf ")).findFirst().orElseThrow();
        var scf =
                xcflow.ok(
                        line.replace("xcflow ", "")
                                .replace("water.xyz", atom.toString())
                                .split(" "));
        assertThat(scf.out() + scf.err()).contains("exchange-correlation").doesNotContain("NaN");
    }

    @Test
    void theCardTellsWhatIsOnRecordAndTravelsWithExports() throws IOException {
        String card = xcflow.ok("functional", "card", "mine@1").out();
        assertThat(card)
                .contains("# mine@1", "Constraints kept and lost", "random-functional", "seed");
        assertThat(xcflow.ok("functional", "card", "mine@1").out()).isEqualTo(card);
        Path export = directory.resolve("export");
        xcflow.ok("functional", "get", "mine@1", "--format", "c", "-o", export.toString());
        assertThat(export.resolve("card.html")).content(StandardCharsets.UTF_8).contains("mine@1");
        assertThat(export.resolve("SHA256SUMS"))
                .content(StandardCharsets.UTF_8)
                .contains("card.html", "card.md", "functional.xcf");
    }
}
