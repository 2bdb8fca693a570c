package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What commands print, for people and for programs. */
class OutputForPeopleTest {
    /** Below these, keys are whatever the user or a task's author calls something. */
    private static final Set<String> FREE =
            Set.of("parameters", "matrix", "inputs", "outputs", "labels", "default", "example");

    @TempDir private Path directory;

    private static void keysAreKebabCase(String command, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            entry -> {
                                assertThat(entry.getKey()).as(command).matches("[a-z0-9.-]+");
                                if (!FREE.contains(entry.getKey())) {
                                    keysAreKebabCase(command, entry.getValue());
                                }
                            });
        } else if (node.isArray()) {
            node.forEach(element -> keysAreKebabCase(command, element));
        }
    }

    @Test
    void aRunIsMeasuredShownAndJudgedBy() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "busy.yaml",
                                """
                                name: busy
                                steps:
                                  count:
                                    uses: shell
                                    matrix: {n: [1, 2, 3]}
                                    with:
                                      command: "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo ${{ matrix.n }} | tee n.txt"
                                      outputs: {n: n.txt}
                                  table:
                                    uses: table
                                    with: {rows: "${{ steps.count.map(c, {'n': c.matrix.n, 'third': double(c.matrix.n) / 3.0}) }}"}
                                outputs:
                                  all: ${{ steps.count }}
                                """)
                        .toString();
        assertThat(xcflow.ok("plan", file).out())
                .contains("no earlier execution to judge by: shell, table");
        assertThat(xcflow.ok("run", file).out())
                .contains("all:", "  n  text", "  3  3", "n.txt  2 B");
        JsonNode shown = xcflow.ok("show", "latest", "count", "--json").json();
        JsonNode used = shown.at("/instances/0/executions/0/used");
        assertThat(used.get("cpu-seconds").asDouble()).isBetween(0.02, 100.0);
        assertThat(used.get("peak-memory").asLong()).isBetween(100_000L, 1L << 33);
        assertThat(shown.at("/counts/succeeded").isIntegralNumber()).isTrue();
        assertThat(xcflow.ok("show", "latest", "count").out())
                .contains("used     processor ", ", memory ", "outputs  files.n  n.txt  2 B");
        JsonNode table = xcflow.ok("show", "latest", "table", "--json").json();
        assertThat(table.at("/instances/0/executions/0/used").propertyNames())
                .as("memory of the process belongs to all tasks in it")
                .contains("cpu-seconds")
                .doesNotContain("peak-memory");
        assertThat(xcflow.ok("plan", file).out())
                .contains("TIME EACH", "MEMORY", "of computing if nothing is cached")
                .doesNotContain("no earlier execution");
        JsonNode estimate = xcflow.ok("plan", file, "--json").json().at("/steps/0/estimate");
        assertThat(estimate.get("judged-by").asString()).isEqualTo("step");
        assertThat(estimate.get("executions").asInt()).isEqualTo(3);
        assertThat(estimate.at("/seconds/median").asDouble())
                .isBetween(
                        estimate.at("/seconds/least").asDouble(),
                        estimate.at("/seconds/greatest").asDouble());
        assertThat(xcflow.ok("audit").out()).contains("all is well");
        for (List<String> command :
                List.of(
                        List.of("show", "1"),
                        List.of("show", "1", "count"),
                        List.of("runs"),
                        List.of("run", file),
                        List.of("plan", file),
                        List.of("explain", file),
                        List.of("validate", file),
                        List.of("tasks", "shell"),
                        List.of("functional", "list"),
                        List.of("workers"),
                        List.of("blocks"),
                        List.of("doctor"),
                        List.of("gc"),
                        List.of("audit"),
                        List.of("config", "show"),
                        List.of("schedule", "list"))) {
            List<String> all = new java.util.ArrayList<>(command);
            all.add("--json");
            keysAreKebabCase(
                    String.join(" ", command), xcflow.ok(all.toArray(String[]::new)).json());
        }
    }

    @Test
    void errorsAreJsonWhereResultsWouldBe() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file = xcflow.file("bad.yaml", "name: bad\nstepz: {}\n").toString();
        CommandLine.Result result = xcflow.run("run", file, "--json");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.json().at("/error/problems"))
                .anySatisfy(
                        problem -> {
                            assertThat(problem.get("line").asInt()).isEqualTo(2);
                            assertThat(problem.get("column").asInt()).isEqualTo(1);
                            assertThat(problem.get("message").asString()).contains("stepz");
                        });
        assertThat(result.err()).contains("bad.yaml:2:1: ");
        CommandLine.Result nothing = xcflow.run("show", "1", "--json");
        assertThat(nothing.json().at("/error/exit-status").asInt()).isEqualTo(2);
        assertThat(nothing.json().at("/error/message").asString()).startsWith("nothing has been");
        CommandLine.Result wrong = xcflow.run("show", "1", "--json", "--nonsense");
        assertThat(wrong.json().at("/error/message").asString()).contains("--nonsense");
    }

    @Test
    void stepsWithVeryManyInstancesHaveOneLine() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "many.yaml",
                                """
                                name: many
                                parameters: {n: {type: list, default: [1]}}
                                steps:
                                  check:
                                    uses: assert
                                    on-failure: continue
                                    matrix: {n: "${{ parameters.n }}"}
                                    with: {that: "${{ matrix.n != 7 }}", message: seven}
                                """)
                        .toString();
        StringBuilder numbers = new StringBuilder("n=[0");
        for (int n = 1; n < 40; n++) {
            numbers.append(", ").append(n);
        }
        xcflow.ok("run", file, "-q", "--set", numbers + "]");
        String shown = xcflow.ok("show", "latest").out();
        assertThat(shown)
                .contains("check[…]", "38 cached", "check[n=7]", "xcflow show 1 STEP")
                .doesNotContain("check[n=8]");
        assertThat(xcflow.ok("complete", "--", "show", "latest", "ch").out())
                .contains("check\n", "check[n=8]");
        assertThat(xcflow.ok("complete", "--", "tasks", "she").out()).isEqualTo("shell\n");
    }
}
