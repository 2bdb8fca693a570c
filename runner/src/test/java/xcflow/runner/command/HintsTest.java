package xcflow.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.view.RunView;

class HintsTest {
    private static RunView run(RunState state, String message) {
        Run run =
                new Run(
                        7,
                        "w",
                        "d",
                        "my file.yaml",
                        "{}",
                        "{}",
                        "test",
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(message),
                        Instant.EPOCH,
                        Optional.of(Instant.EPOCH),
                        Map.of());
        return new RunView(run, false, Optional.empty());
    }

    @Test
    void aFailedCommandMayHaveItsCauseInTheFileOrOutside() {
        assertThat(
                        Hints.of(
                                run(RunState.FAILED, null),
                                Map.of("bad[n=1]", "the command ended with exit status 1"),
                                Set.of()))
                .containsExactly(
                        "what it printed: xcflow show 7 'bad[n=1]' --log",
                        "after editing the file, reusing finished work: xcflow run 'my file.yaml'",
                        "once a cause outside of the file is removed: xcflow resume 7");
    }

    @Test
    void onAFullDiskNothingHelpsButRoom() {
        assertThat(
                        Hints.of(
                                run(RunState.FAILED, null),
                                Map.of(
                                        "bad",
                                        "the command ended with exit status 1; the disk is full"),
                                Set.of()))
                .containsExactly(
                        "once there is room ('xcflow gc' deletes files that no run needs): xcflow"
                                + " resume 7");
    }

    @Test
    void whatTheFileSaysDoesNotBecomeTrueByTryingAgain() {
        assertThat(
                        Hints.of(
                                run(RunState.FAILED, null),
                                Map.of("check", "it is wrong", "outputs", "no such output"),
                                Set.of("check")))
                .containsExactly(
                        "after editing the file, reusing finished work: xcflow run 'my file.yaml'");
    }

    @Test
    void aRunWhoseTimeWasOverIsResumedAndSoIsOneThatWasCancelled() {
        assertThat(
                        Hints.of(
                                run(RunState.FAILED, "the time limit of the run (2 h) has passed"),
                                Map.of(),
                                Set.of()))
                .containsExactly("to continue, with the time anew: xcflow resume 7");
        assertThat(Hints.of(run(RunState.CANCELLED, null), Map.of(), Set.of()))
                .containsExactly("to continue: xcflow resume 7");
        assertThat(Hints.of(run(RunState.SUCCEEDED, null), Map.of(), Set.of())).isEmpty();
    }
}
