package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;

/** Versions on record are used by their names, and leave the project as files and exports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionalNamesTest {
    private static final String MAKE =
            """
            name: make
            parameters:
              seed: {type: int, default: 1}
            steps:
              make:
                uses: random-functional
                with: {name: mine, network: {width: 4, depth: 1}, seed: "${{ parameters.seed }}"}
            """;
    private static final String USE =
            """
            name: use
            steps:
              audit:
                uses: constraint-audit
                with: {functional: NAME}
            """;

    private CommandLine xcflow;
    private String digest;

    @BeforeAll
    void makeTwoVersions(@TempDir Path temporary) throws IOException {
        xcflow = new CommandLine(Files.createDirectories(temporary.resolve("project")));
        write("make.yaml", MAKE);
        xcflow.ok("run", path("make.yaml"));
        xcflow.ok("run", path("make.yaml"), "--set", "seed=2");
        xcflow.ok("functional", "tag", "mine@1", "best");
        digest = show("mine@1").get("digest").asString();
    }

    @Test
    void commandsFindVersionsByNumberTagDigestAndName() {
        String one = audit("mine@1");
        assertThat(audit("best")).isEqualTo(one);
        assertThat(audit(digest.substring(0, 8))).isEqualTo(one);
        assertThat(audit("mine")).isEqualTo(audit("mine@2")).isNotEqualTo(one);
        assertThat(audit("PBE")).isNotEqualTo(one);
    }

    @Test
    void whatIsNoFunctionalIsUnusableInputThatSaysWhatIsMeant() {
        for (var wrong :
                List.of(
                        List.of("mina", "did you mean 'mine'"),
                        List.of("mine@7", "the latest version is mine@2"),
                        List.of("nothing-like-it", "There is no functional called"))) {
            var result = xcflow.run("functional", "audit", wrong.get(0));
            assertThat(result.status()).as(wrong.get(0)).isEqualTo(2);
            assertThat(result.err()).contains(wrong.get(1));
        }
    }

    @Test
    void aTagOfTwoVersionsIsAmbiguousAndNamesThem() {
        xcflow.ok("functional", "tag", "mine@1", "both");
        xcflow.ok("functional", "tag", "mine@2", "both");
        var result = xcflow.run("functional", "get", "both");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("mine@1, mine@2");
    }

    @Test
    void inWorkflowsEveryNameOfAVersionIsTheSameInput() throws IOException {
        use("mine@1");
        assertThat(run()).startsWith("0 ").doesNotContain("cached");
        for (String name : List.of(digest.substring(0, 10), "best")) {
            use(name);
            assertThat(run()).as(name).contains("1 cached");
            assertThat(xcflow.ok("run", "--dry-run", path("use.yaml")).out())
                    .as(name)
                    .contains("1 hit");
        }
        use("mine@2");
        assertThat(run()).startsWith("0 ").doesNotContain("cached");
        use("mine@9");
        assertThat(run()).startsWith("2 ").contains("use.yaml:5:", "the latest version is mine@2");
    }

    @Test
    void aRunThatIsTakenUpAgainSeesTheVersionsThatThereWereWhenItBegan() throws IOException {
        try (Project project = Project.open(xcflow.home())) {
            long first = project.provenance().functionals().get("mine@1").id();
            var then = new NamedFunctionals(project.provenance(), first);
            assertThat(then.find("mine").orElseThrow().digest()).isEqualTo(digest);
            assertThatThrownBy(() -> then.find("mine@2")).hasMessageContaining("did you mean");
            var now = NamedFunctionals.now(project.provenance());
            assertThat(now.find("mine").orElseThrow().digest()).isNotEqualTo(digest);
            assertThat(now.find("PBE")).isEmpty();
        }
    }

    @Test
    void theFileIsTheOneThatWasRecordedAndIsNeverOverwritten() throws Exception {
        xcflow.ok("functional", "get", "best", "-o", path("best.xcf"));
        var file = Files.readAllBytes(xcflow.directory().resolve("best.xcf"));
        var sha256 = MessageDigest.getInstance("SHA-256").digest(file);
        assertThat(HexFormat.of().formatHex(sha256)).isEqualTo(digest);
        var again = xcflow.run("functional", "get", "mine", "-o", path("best.xcf"));
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("already exists");
        assertThat(xcflow.directory().resolve("best.xcf")).hasBinaryContent(file);
    }

    @Test
    void exportsAreWrittenAsAWhole() {
        for (String format : List.of("c", "python")) {
            JsonNode facts =
                    xcflow.ok(
                                    "functional",
                                    "get",
                                    "mine@1",
                                    "--format",
                                    format,
                                    "-o",
                                    path(format),
                                    "--json")
                            .json();
            Path directory = xcflow.directory().resolve(format);
            assertThat(directory.resolve("SHA256SUMS")).exists();
            assertThat(directory.resolve("README.md")).content().contains(digest);
            assertThat(facts.get("functional").asString()).isEqualTo("mine@1");
        }
        assertThat(xcflow.run("functional", "get", "PBE").err()).contains("built in");
        assertThat(xcflow.run("functional", "get", "mine", "--format", "onnx").err())
                .contains("there are xcf, c, python");
    }

    /** Exit code and everything that was printed. */
    private String run() {
        var result = xcflow.run("run", path("use.yaml"));
        return result.status() + " " + result.out() + result.err();
    }

    private String path(String name) {
        return xcflow.directory().resolve(name).toString();
    }

    private void use(String name) throws IOException {
        write("use.yaml", USE.replace("NAME", '"' + name + '"'));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(xcflow.directory().resolve(name), text);
    }

    private JsonNode show(String version) {
        return xcflow.ok("functional", "show", version, "--json").json();
    }

    private String audit(String name) {
        return xcflow.ok("functional", "audit", name, "--json", "--no-record").out();
    }
}
