package xcflow.runner.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.progress.TerminalSize;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.RunView;

class TopScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-28T22:00:00Z");

    private static RunView run(long id, RunState state) {
        return run(id, state, Marks.NONE);
    }

    private static RunView run(long id, RunState state, Marks marks) {
        return new RunView(
                new Run(
                        id,
                        "clone-\u001b[2Jpbe",
                        "0".repeat(64),
                        "clone.yaml",
                        "{}",
                        "{}",
                        "",
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW.minusSeconds(62),
                        state == RunState.RUNNING ? Optional.empty() : Optional.of(NOW),
                        Map.of(InstanceState.SUCCEEDED, 3, InstanceState.RUNNING, 1)),
                false,
                Optional.empty(),
                marks);
    }

    @Test
    void runsAreCalledByTheirNamesAndLabels() {
        Marks marks = new Marks(Optional.of("first try"), Map.of("site", "home"), List.of());
        assertThat(
                        new TopScreen(new TerminalSize(24, 200), false)
                                .lines(
                                        "/home/x/.xcflow",
                                        new TopScreen.Content(
                                                List.of(run(7, RunState.RUNNING, marks)),
                                                List.of()),
                                        NOW))
                .anySatisfy(line -> assertThat(line).contains(": first try", "  [site=home]"));
    }

    private static InstanceView instance(int number) {
        return new InstanceView(
                new Instance(
                        7,
                        number,
                        "clone",
                        "{\"seed\":" + number + "}",
                        InstanceState.RUNNING,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.of(0.5),
                        Optional.of("step 30 of 60"),
                        NOW.minusSeconds(5),
                        List.of()),
                List.of(),
                Optional.empty());
    }

    private static List<String> lines(TerminalSize size, boolean colours, int instances) {
        List<InstanceView> running = new ArrayList<>();
        for (int i = 1; i <= instances; i++) {
            running.add(instance(i));
        }
        TopScreen.Content content =
                new TopScreen.Content(
                        List.of(run(7, RunState.RUNNING), run(6, RunState.FAILED)), running);
        return new TopScreen(size, colours).lines("/home/x/.xcflow", content, NOW);
    }

    @Test
    void runsHaveABarAndInstancesSayWhatTheyDo() {
        assertThat(lines(new TerminalSize(24, 120), false, 1))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("7  running", "############....", "1 min 2 s"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "########........",
                                                "50 %",
                                                "5 s",
                                                "clone[seed=1]",
                                                "step 30 of 60"));
    }

    @Test
    void noLineIsLongerThanTheTerminalAndNoneMoreThanItHas() {
        List<String> lines = lines(new TerminalSize(20, 60), false, 100);
        assertThat(lines).hasSizeLessThan(20).allSatisfy(l -> assertThat(l).hasSizeLessThan(60));
        assertThat(lines.get(lines.size() - 1)).contains("and ", " more");
    }

    @Test
    void recordsCannotGiveOrdersToTheTerminal() {
        assertThat(String.join("\n", lines(new TerminalSize(24, 120), false, 1)))
                .doesNotContain("\u001b")
                .contains("clone-\\u001b[2Jpbe");
    }

    @Test
    void coloursAreLeftOutWhereNobodyWantsThem() {
        assertThat(String.join("", lines(new TerminalSize(24, 120), true, 1)))
                .contains("\u001b[33mrunning\u001b[0m", "\u001b[31mfailed\u001b[0m");
    }
}
