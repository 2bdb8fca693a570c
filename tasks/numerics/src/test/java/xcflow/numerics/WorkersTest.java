package xcflow.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import xcflow.spi.Meter;

class WorkersTest {
    @Test
    void everyItemIsDoneOnce() {
        int[] done = new int[1000];
        try (var workers = new Workers(4)) {
            workers.forEach(1000, i -> done[i]++);
        }
        assertThat(done).containsOnly(1);
    }

    @Test
    void theExceptionOfABodyReachesTheCaller() {
        try (var workers = new Workers(2)) {
            assertThatThrownBy(
                            () ->
                                    workers.forEach(
                                            10,
                                            i -> {
                                                throw new IllegalStateException("item " + i);
                                            }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theTimeOfHelpersIsCountedForTheTask() {
        CountDownLatch both = new CountDownLatch(2);
        Meter meter = Meter.begin();
        try (var workers = new Workers(2)) {
            workers.forEach(
                    2,
                    item -> {
                        both.countDown();
                        calculate(both);
                    });
        } finally {
            Meter.end();
        }
        // That of the helper alone; the caller's own is measured where the task is run.
        assertThat(meter.used().cpuSeconds().getAsDouble()).isBetween(0.01, 0.1);
        assertThat(meter.used().peakMemory()).isEmpty();
    }

    /** Takes 20 milliseconds of processor time, once both threads have begun. */
    private static void calculate(CountDownLatch both) {
        try {
            both.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        long begin = Meter.threadNanos();
        while (Meter.threadNanos() - begin < 20_000_000) {
            Thread.onSpinWait();
        }
    }
}
