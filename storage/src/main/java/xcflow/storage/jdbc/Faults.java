package xcflow.storage.jdbc;

import java.time.Duration;

/** What the exceptions of a database say about the work that they ended. */
public interface Faults {
    /**
     * Whether work that an exception ended before its commit was begun may succeed when it is done
     * again.
     *
     * @param trials how many there were
     */
    boolean passing(Throwable e, int trials);

    /**
     * Whether an exception at the commit, or of what went to the database with it, means that
     * nothing was committed, and the same.
     *
     * @param trials how many there were
     */
    boolean passingAtCommit(Throwable e, int trials);

    /**
     * How long to wait before work is done again.
     *
     * @param trials how many there were
     * @param since time that has passed since the first one began
     * @return negative if it is not to be done again
     */
    Duration pause(int trials, Duration since);
}
