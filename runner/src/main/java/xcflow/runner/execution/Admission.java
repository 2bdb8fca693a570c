package xcflow.runner.execution;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Threads and memory of this machine, given to instances and taken back. Thread-safe. */
public final class Admission {

    /** How often a cancellation is looked for, in milliseconds. */
    private static final long POLL_MILLIS = 100;

    private final int threads;
    private final LongSupplier memory;
    private final int share;
    private int freeThreads;
    private long takenMemory;

    /**
     * @param threads number of threads for all instances together
     * @param memory bytes for all instances together; asked only if an instance declares some
     */
    public Admission(int threads, LongSupplier memory) {
        this(threads, memory, threads);
    }

    private Admission(int threads, LongSupplier memory, int share) {
        this.share = share;
        this.threads = threads;
        this.memory = memory;
        this.freeThreads = threads;
    }

    /** What a process may execute, as far as this machine has the memory. */
    public static Admission of(Workplace workplace) {
        return new Admission(workplace.threads(), () -> Math.min(workplace.memory(), ofMachine()));
    }

    /** Four fifths of the machine's memory. */
    private static long ofMachine() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() / 5 * 4
                : Long.MAX_VALUE;
    }

    /**
     * Of workers of which nothing is known here: instances get what they declare, and one thread if
     * they declare nothing.
     */
    public static Admission elsewhere() {
        return new Admission(Integer.MAX_VALUE, () -> Long.MAX_VALUE, 1);
    }

    /** Threads for all instances together. */
    public int threads() {
        return threads;
    }

    /**
     * How many threads an instance gets: what it declared, but never more than there are. One that
     * declared nothing gets an equal share, since no result depends on it.
     *
     * @param declared 0 if nothing was declared
     * @param others number of other instances that are executed or could be
     */
    public int grant(int declared, int others) {
        int wanted = declared > 0 ? declared : share / (1 + others);
        return Math.max(1, Math.min(wanted, threads));
    }

    /**
     * Waits until threads and memory are free and takes them. A demand beyond the machine counts as
     * all of it.
     *
     * @param cancelled ends the waiting
     * @return whether they were taken
     */
    synchronized boolean await(int wantedThreads, long wantedMemory, BooleanSupplier cancelled) {
        while (!take(wantedThreads, wantedMemory)) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            try {
                wait(POLL_MILLIS);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return true;
    }

    private boolean take(int wantedThreads, long wantedMemory) {
        int t = Math.min(wantedThreads, threads);
        long m = possible(wantedMemory);
        if (t > freeThreads || m > 0 && m > memory.getAsLong() - takenMemory) {
            return false;
        }
        freeThreads -= t;
        takenMemory += m;
        return true;
    }

    private long possible(long wantedMemory) {
        return wantedMemory == 0 ? 0 : Math.min(wantedMemory, memory.getAsLong());
    }

    /** Gives back what {@link #await} took. */
    synchronized void giveBack(int someThreads, long someMemory) {
        freeThreads = Math.min(threads, freeThreads + Math.min(someThreads, threads));
        takenMemory = Math.max(0, takenMemory - possible(someMemory));
        notifyAll();
    }
}
