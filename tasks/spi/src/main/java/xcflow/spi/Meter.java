package xcflow.spi;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the execution of a task uses beside its own thread: threads that help it, and
 * programs that it starts. It belongs to the thread of the task and to those that were lent to it
 * by {@link #counted}; outside of executions there is none, and nothing is counted.
 *
 * <p>A task that lets threads of its own calculate wraps their work in {@link #counted}; what is
 * calculated by this project's loops is counted already. Thread-safe.
 */
public final class Meter {
    private static final ThreadLocal<Meter> OF_THREAD = new ThreadLocal<>();
    private static final double NANO = 1e-9;

    private final AtomicLong helperNanos = new AtomicLong();
    private ResourceUse programs = ResourceUse.NOTHING;
    private boolean started;

    private Meter() {}

    /** That of the execution for which this thread works. */
    public static Optional<Meter> current() {
        return Optional.ofNullable(OF_THREAD.get());
    }

    /** Begins to count for the calling thread; what belonged to it before is forgotten. */
    public static Meter begin() {
        Meter meter = new Meter();
        OF_THREAD.set(meter);
        return meter;
    }

    /** The calling thread belongs to no execution any more. */
    public static void end() {
        OF_THREAD.remove();
    }

    /**
     * Work that is counted for the execution of the calling thread, whichever thread does it; it
     * must not be done by the calling thread itself, whose time is counted anyway.
     */
    public static Runnable counted(Runnable work) {
        Meter meter = OF_THREAD.get();
        return meter == null ? work : () -> meter.count(work);
    }

    private void count(Runnable work) {
        Meter before = OF_THREAD.get();
        OF_THREAD.set(this);
        long begin = threadNanos();
        try {
            work.run();
        } finally {
            helperNanos.addAndGet(threadNanos() - begin);
            if (before == null) {
                OF_THREAD.remove();
            } else {
                OF_THREAD.set(before);
            }
        }
    }

    /** Processor time of the calling thread in nanoseconds; 0 where the system does not tell it. */
    public static long threadNanos() {
        ThreadMXBean threads = Clock.THREADS;
        return threads == null ? 0 : threads.getCurrentThreadCpuTime();
    }

    /** Adds what a program used that was started for this execution. */
    public synchronized void program(ResourceUse used) {
        started = true;
        programs = programs.then(used);
    }

    /** Whether a program was started; if none was, nothing is known of memory. */
    public synchronized boolean programs() {
        return started;
    }

    /** All that was counted until now. */
    public synchronized ResourceUse used() {
        ResourceUse helpers =
                new ResourceUse(
                        Clock.THREADS == null
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(helperNanos.get() * NANO),
                        started ? OptionalLong.of(0) : OptionalLong.empty(),
                        OptionalLong.of(0),
                        OptionalLong.of(0));
        return programs.then(helpers);
    }

    /** Made when it is first asked for: programs that never compute do without. */
    private static final class Clock {
        static final ThreadMXBean THREADS = make();

        private static ThreadMXBean make() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                    ? threads
                    : null;
        }
    }
}
