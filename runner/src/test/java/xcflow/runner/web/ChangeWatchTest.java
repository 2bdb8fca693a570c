package xcflow.runner.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
        assertThat(pause(1500, 20)).isEqualTo(6000);
    }
}
