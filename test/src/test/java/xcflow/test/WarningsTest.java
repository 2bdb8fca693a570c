package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Warnings are results: recorded, shown, served from the cache, and able to fail. */
class WarningsTest {
    private static final String DOUBTFUL =
            """
            name: doubtful
            parameters: {most: {type: number, default: 10}}
            steps:
              spread:
                uses: statistics
                with:
                  rows: [{kind: a, error: 1}, {kind: a, error: 3}, {kind: a}]
                  by: {kind: kind}
                  of: {error: error}
                expect: EXPECTATIONS
              after:
                uses: table
                with: {rows: "${{ steps.spread.groups }}"}
            """;

    @TempDir private Path directory;
    private CommandLine xcflow;

    @BeforeEach
    void open() {
        xcflow = new CommandLine(directory);
    }

    private String workflow(String expectations) throws IOException {
        return xcflow.file("doubtful.yaml", DOUBTFUL.replace("EXPECTATIONS", expectations))
                .toString();
    }

    @Test
    void aWarningIsShownEverywhereAndServedFromTheCache() throws Exception {
        String file = workflow("[]");
        String told =
                "values-missing: 1 of 3 rows of 'a' have no error: its mean is over the others";
        CommandLine.Result first = xcflow.ok("run", file);
        assertThat(first.err().split(told, -1)).as(first.err()).hasSize(3);
        assertThat(first.err()).contains("SUCCEEDED").contains("; 1 warning)");
        CommandLine.Result second = xcflow.ok("run", file);
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 2));
        assertThat(second.err().split(told, -1)).as(second.err()).hasSize(3);
        assertThat(xcflow.ok("runs").out()).containsPattern("(?m)SUCCEEDED +doubtful .* 1$");
        for (String run : List.of("1", "2")) {
            assertThat(xcflow.ok("show", run).out()).contains("1 warning:").contains(told);
            assertThat(xcflow.ok("show", run, "spread").out()).contains("warning  " + told);
            JsonNode json = xcflow.ok("show", run, "--json").json();
            assertThat(json.at("/warnings/0/code").asString()).isEqualTo("values-missing");
            assertThat(json.at("/instances/0/warnings/0/code").asString())
                    .isEqualTo("values-missing");
            Path report = directory.resolve("report.html");
            xcflow.ok("report", run, "-o", report.toString());
            assertThat(Files.readString(report))
                    .contains("<strong>1 warning</strong>")
                    .contains("<code>values-missing</code>");
            assertThat(
                            xcflow.ok("report", run, "--format", "json", "-o", "-")
                                    .json()
                                    .at("/instances/0/warnings/0/code")
                                    .asString())
                    .isEqualTo("values-missing");
            assertThat(xcflow.ok("report", run, "--format", "csv", "-o", "-").out())
                    .contains("values-missing");
        }
        assertThat(xcflow.ok("run", file, "--json", "-q").json().get("warnings")).hasSize(1);
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("warnings")).hasSize(1);
        xcflow.ok("audit");
    }

    @Test
    void aStrictRunFailsAlsoOnWhatIsCachedAndPoisonsNothing() throws Exception {
        String file = workflow("[]");
        CommandLine.Result strict = xcflow.run("run", file, "--strict");
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.err()).contains("a strict run allows no warnings: values-missing: ");
        assertThat(xcflow.states()).isEqualTo(Map.of("FAILED", 1, "SKIPPED", 1));
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 1, "SUCCEEDED", 1));
        CommandLine.Result again = xcflow.run("run", file, "--strict", "-q");
        assertThat(again.status()).isEqualTo(1);
        assertThat(xcflow.states()).isEqualTo(Map.of("FAILED", 1, "SKIPPED", 1));
        assertThat(xcflow.ok("show", "latest", "spread").out()).contains("outputs");
        assertThat(xcflow.run("resume", "-q").status()).isEqualTo(1);
        xcflow.ok("audit");
    }

    @Test
    void anExpectationFailsTheStepWithItsMessageAndTheValues() throws Exception {
        String file =
                workflow(
                        "[{that: \"${{ outputs.mean['error']['a'] > parameters.most }}\","
                                + " message: \"the error is ${{ outputs.mean['error']['a'] }}\"}]");
        CommandLine.Result result = xcflow.run("run", file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "spread: the error is 2: expected ${{ outputs.mean['error']['a'] >"
                                + " parameters.most }}, found")
                .contains("parameters.most = 10");
        assertThat(xcflow.states()).isEqualTo(Map.of("FAILED", 1, "SKIPPED", 1));
        // Another expectation, and the result that is known already is good enough.
        xcflow.ok("run", file, "--set", "most=1", "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 1, "SUCCEEDED", 1));
        assertThat(xcflow.run("run", file, "-q").status()).isEqualTo(1);
        xcflow.ok("audit");
    }

    @Test
    void anExpectationThatOnlyWarnsBelongsToItsRun() throws Exception {
        String warns = "{that: \"${{ outputs.missing == 0 }}\", severity: warning}";
        CommandLine.Result result = xcflow.ok("run", workflow(warns));
        assertThat(result.err())
                .contains(
                        "expectation-not-met: expected ${{ outputs.missing == 0 }}, found"
                                + " outputs.missing = 1");
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("warnings")).hasSize(2);
        xcflow.ok("run", workflow(warns), "-q");
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("warnings")).hasSize(2);
        xcflow.ok("run", workflow("[]"), "-q");
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("warnings")).hasSize(1);
        xcflow.ok("audit");
        Path other = directory.resolve("other");
        xcflow.ok("export", "1", directory.resolve("a.zip").toString());
        CommandLine elsewhere = new CommandLine(Files.createDirectories(other));
        elsewhere.ok("import", directory.resolve("a.zip").toString());
        elsewhere.ok("run", workflow("[]"), "-q");
        assertThat(elsewhere.states()).isEqualTo(Map.of("CACHED", 2));
        assertThat(elsewhere.ok("runs", "--json").json().at("/0/warnings/0/code").asString())
                .isEqualTo("values-missing");
        elsewhere.ok("audit");
    }

    @Test
    void anExpectationThatCannotBeReadIsRefusedBeforeAnythingRuns() throws Exception {
        CommandLine.Result result = xcflow.run("run", workflow("\"${{ outputs.messing == 0 }}\""));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("doubtful.yaml:10:26: there is no 'messing' in the outputs of 'spread'")
                .contains("did you mean 'missing'?");
        assertThat(directory.resolve("home")).doesNotExist();
    }
}
