package xcflow.runner.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import xcflow.runner.execution.Hands;
import xcflow.runner.execution.Workplace;

/** A process that only executes: takes tickets from a shared queue until it is told to stop. */
public final class WorkerProcess implements AutoCloseable {

    /** How often it is looked whether there is still work. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** How often a worker that leaves looks whether it has finished. */
    private static final Duration LAST_LOOKS = Duration.ofMillis(50);

    private final Hands hands;
    private final Workplace workplace;
    private final WorkerPresence presence;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param hands what takes and executes work; closed with this
     * @param workplace what this process may execute
     * @param presence tells the others that it is there
     */
    public WorkerProcess(Hands hands, Workplace workplace, WorkerPresence presence) {
        this.hands = hands;
        this.workplace = workplace;
        this.presence = presence;
    }

    /**
     * Works until Ctrl-C, or until nothing has come for some time. What is under way at Ctrl-C is
     * given back for others to take; what comes at the last moment before a worker without work
     * leaves is executed.
     *
     * @param idle how long to wait for work; zero: for ever
     */
    public void work(Duration idle) throws IOException, InterruptedException {
        try (Interrupts signals = new Interrupts(stop::countDown)) {
            hands.take();
            presence.begin(hands);
            // The time that it takes to begin is not time without work.
            long begun = System.nanoTime();
            while (!stop.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean waited = System.nanoTime() - begun > idle.toNanos();
                if (!idle.isZero() && waited && hands.idle().compareTo(idle) > 0) {
                    break;
                }
                if (workplace.once() && hands.executed() > 0 && hands.underWay() == 0) {
                    break;
                }
            }
            if (stop.getCount() > 0) {
                hands.takeNoMore();
                while (hands.underWay() > 0
                        && !stop.await(LAST_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {}
            }
            hands.hurry();
            hands.leave();
            while (hands.underWay() > 0) {
                TimeUnit.MILLISECONDS.sleep(LAST_LOOKS.toMillis());
            }
        }
    }

    @Override
    public void close() {
        presence.close();
        hands.close();
    }
}
