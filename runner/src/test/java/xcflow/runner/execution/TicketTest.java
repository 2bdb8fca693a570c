package xcflow.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.run.Work;

class TicketTest {
    private final Ticket ticket =
            new Ticket(
                    new Work(
                            3,
                            7,
                            "shell",
                            "1",
                            "c".repeat(64),
                            "k".repeat(64),
                            "{}",
                            "{\"command\":\"ls\"}",
                            List.of(new ArtefactRef("a".repeat(64), "f", "text/plain", 1)),
                            true,
                            2,
                            ""),
                    "step",
                    "step[n=1]",
                    1L << 30,
                    5000,
                    3,
                    100,
                    List.of("137"));

    @Test
    void travelsAsJson() {
        assertThat(Ticket.fromJson(ticket.toJson())).isEqualTo(ticket);
    }

    @Test
    void doublesThePauseWithEachAttempt() {
        assertThat(ticket.backoff(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(ticket.backoff(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(ticket.backoff(3)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void neverPausesLongerThanAnHour() {
        assertThat(ticket.backoff(1000)).isEqualTo(Duration.ofHours(1));
    }
}
