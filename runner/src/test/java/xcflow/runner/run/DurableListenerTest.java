package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DurableListenerTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    private final RunListener listener =
            new RunListener() {
                @Override
                public void started(String label, int threads) {
                    told.add("started " + label);
                }

                @Override
                public void succeeded(String label) {
                    told.add("succeeded " + label);
                }

                @Override
                public void progress(String label, double fraction, String message) {
                    told.add("progress " + label);
                }

                @Override
                public void ended() {
                    told.add("ended");
                }
            };

    @Test
    void aSuccessIsToldOnlyAfterTheDiskHasIt() throws Exception {
        CountDownLatch syncing = new CountDownLatch(1);
        CountDownLatch synced = new CountDownLatch(1);
        CountDownLatch tell = new CountDownLatch(1);
        DurableListener announcements =
                new DurableListener(
                        new RunListener() {
                            @Override
                            public void succeeded(String label) {
                                listener.succeeded(label);
                                tell.countDown();
                            }
                        },
                        () -> {
                            syncing.countDown();
                            await(synced);
                            told.add("synced");
                        });
        announcements.succeeded("a");
        await(syncing);
        assertThat(told).isEmpty();
        synced.countDown();
        await(tell);
        assertThat(told).containsExactly("synced", "succeeded a");
    }

    @Test
    void everythingIsToldInItsOrderBeforeTheEnd() {
        DurableListener announcements = new DurableListener(listener, () -> {});
        announcements.started("a", 1);
        announcements.succeeded("a");
        announcements.started("b", 1);
        announcements.succeeded("b");
        announcements.ended();
        assertThat(told)
                .containsExactly("started a", "succeeded a", "started b", "succeeded b", "ended");
    }

    @Test
    void progressDoesNotWaitForTheDisk() {
        CountDownLatch never = new CountDownLatch(1);
        DurableListener announcements = new DurableListener(listener, () -> await(never));
        announcements.succeeded("a");
        announcements.progress("b", 0.5, "");
        assertThat(told).containsExactly("progress b");
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
