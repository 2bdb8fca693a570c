package xcflow.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordCompletionTest {
    private final Set<String> asked = new LinkedHashSet<>();
    private final WordCompletion completion =
            new WordCompletion(
                    Xcflow.commandLine().getCommandSpec(),
                    (kind, before) -> {
                        asked.add(kind + " after " + before);
                        return List.of("one", "two");
                    });

    private List<String> of(String... words) {
        return completion.of(List.of(words));
    }

    @Test
    void commandsAndOptionsAreKnownFromTheirDescriptions() {
        assertThat(of("ru")).containsExactly("run", "runs");
        assertThat(of("functional", "li")).containsExactlyInAnyOrder("lineage", "list");
        assertThat(of("show", "latest", "--fo")).containsExactly("--follow");
        assertThat(of("compl")).isEmpty();
    }

    @Test
    void runsStepsOutputsTasksAndFunctionalsAreAskedFor() {
        assertThat(of("show", "o")).containsExactly("one");
        assertThat(of("show", "--json", "3", "")).containsExactly("one", "two");
        of("output", "3", "");
        of("tasks", "");
        of("functional", "show", "");
        of("scf", "--functional", "");
        of("run", "file.yaml", "--recompute", "");
        assertThat(asked)
                .containsExactly(
                        "RUN after []",
                        "STEP after [3]",
                        "OUTPUT after [3]",
                        "TASK after []",
                        "FUNCTIONAL after []",
                        "STEP after [file.yaml]");
    }

    @Test
    void whatIsBehindACommandIsNoCommand() {
        assertThat(of("show", "3", "r")).doesNotContain("run", "runs");
    }
}
