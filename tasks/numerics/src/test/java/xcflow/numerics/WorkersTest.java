package xcflow.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
