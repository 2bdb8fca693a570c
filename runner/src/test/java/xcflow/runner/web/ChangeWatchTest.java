package xcflow.runner.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.http.EventStreams;

/** How often records are looked at for those who listen. */
class ChangeWatchTest {
    private static long pause(long tookMillis, long processorMillis) {
        return Duration.ofNanos(
                        ChangeWatch.pause(
                                Duration.ofMillis(tookMillis).toNanos(),
                                Duration.ofMillis(processorMillis).toNanos()))
                .toMillis();
    }

    @Test
    void looksOnceASecondWhenThatCostsLittle() {
        assertThat(pause(10, 5)).isEqualTo(1000);
    }

    @Test
    void takesNoMoreThanAFiftiethOfAProcessor() {
        assertThat(pause(100, 100)).isEqualTo(5000);
    }

    /** A look that waits for others costs nothing: pages stood still for a minute. */
    @Test
    void keepsLookingWhereMuchElseGoesOn() {
        assertThat(pause(500, 20)).isEqualTo(2000);
    }

    @Test
    void restsThreeSecondsAfterALookThatWaitedForLockedRecords() {
        assertThat(pause(20_000, 20)).isEqualTo(3000);
    }

    @Test
    void restsTenSecondsAfterTheFirstLookOfAColdServer() {
        assertThat(pause(1500, 1200)).isEqualTo(10_000);
    }

    /** The page of such a run stood still for ever. */
    @Test
    void tellsOfARunThatBeganAndEndedBetweenTwoLooks(@TempDir Path directory) throws IOException {
        try (Project project = Project.open(directory.resolve("home"));
                ChangeWatch watch = new ChangeWatch(project, new EventStreams())) {
            watch.changed();
            long run =
                    project.ledger()
                            .submit(new NewRun("w", "name: w", "w.yaml", "{}", "{}", "test"))
                            .id();
            project.ledger().finish(run, RunState.SUCCEEDED, "{}", "");
            assertThat(watch.changed()).containsOnlyKeys("runs", "run-" + run);
            assertThat(watch.changed()).isEmpty();
        }
    }
}
