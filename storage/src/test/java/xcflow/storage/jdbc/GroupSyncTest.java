package xcflow.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupSyncTest {
    @Test
    void thoseWhoArriveDuringASyncShareTheNextOne() throws Exception {
        AtomicInteger syncs = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        GroupSync sync =
                new GroupSync(
                        () -> {
                            if (syncs.incrementAndGet() == 1) {
                                started.countDown();
                                try {
                                    go.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        });
        Thread first = new Thread(sync::await);
        first.start();
        started.await();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread other = new Thread(sync::await);
            other.start();
            others.add(other);
        }
        for (Thread other : others) {
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        go.countDown();
        first.join();
        for (Thread other : others) {
            other.join();
        }
        assertThat(syncs).hasValue(2);
    }

    @Test
    void aFailureLetsTheNextOneTryAgain() {
        AtomicInteger syncs = new AtomicInteger();
        GroupSync sync =
                new GroupSync(
                        () -> {
                            if (syncs.incrementAndGet() == 1) {
                                throw new IllegalStateException("no");
                            }
                        });
        org.assertj.core.api.Assertions.assertThatThrownBy(sync::await).hasMessage("no");
        sync.await();
        assertThat(syncs).hasValue(2);
    }
}
