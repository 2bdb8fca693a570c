package xcflow.runner.run;

/** Threads and memory of this machine, given to instances and taken back. Thread-safe. */
public final class Admission {
    private final int threads;
    private final long memory;
    private int freeThreads;
    private long freeMemory;

    /**
     * @param threads number of threads for all instances together
     * @param memory bytes for all instances together
     */
    public Admission(int threads, long memory) {
        this.threads = threads;
        this.memory = memory;
        this.freeThreads = threads;
        this.freeMemory = memory;
    }

    /** Threads for all instances together. */
    public int threads() {
        return threads;
    }

    /** Number of threads that nobody holds. */
    public synchronized int freeThreads() {
        return freeThreads;
    }

    /**
     * How many threads an instance gets: what it declared, but never more than there are. One that
     * declared nothing gets an equal share of the free threads, since no result depends on it.
     *
     * @param declared 0 if nothing was declared
     * @param ready number of instances that could start now, this one included
     */
    public synchronized int grant(int declared, int ready) {
        int wanted = declared > 0 ? declared : freeThreads / Math.max(1, ready);
        return Math.max(1, Math.min(wanted, threads));
    }

    /**
     * Takes threads and memory if they are free. A demand beyond the machine counts as all of it.
     */
    public synchronized boolean take(int wantedThreads, long wantedMemory) {
        int t = Math.min(wantedThreads, threads);
        long m = Math.min(wantedMemory, memory);
        if (t > freeThreads || m > freeMemory) {
            return false;
        }
        freeThreads -= t;
        freeMemory -= m;
        return true;
    }

    /** Gives back what {@link #take} took. */
    public synchronized void giveBack(int takenThreads, long takenMemory) {
        freeThreads = Math.min(threads, freeThreads + Math.min(takenThreads, threads));
        freeMemory = Math.min(memory, freeMemory + Math.min(takenMemory, memory));
    }
}
