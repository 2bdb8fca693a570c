package xcflow.runner.execution;

/**
 * How many tickets a backend can make use of.
 *
 * @param atOnce number of tickets that are executed at the same time at most
 * @param ahead number of further ones that may wait in it while executions are long
 * @param aheadOfShort the same while executions are short
 */
public record Capacity(int atOnce, int ahead, int aheadOfShort) {

    /** Recording several short executions together costs much less than one by one. */
    private static final int AHEAD_OF_SHORT = 16;

    /** Tickets in a shared queue, which any number of processes may take. */
    private static final int IN_QUEUE = 64;

    /** Tickets that wait in the database: enough for a thousand workers. */
    private static final int IN_DATABASE = 4_096;

    /** Of threads of this process: tickets that only wait would be in the way of a cancellation. */
    public static Capacity ofThreads(int threads) {
        return new Capacity(threads, 0, AHEAD_OF_SHORT);
    }

    /** Of a queue that this process and others take tickets from. */
    public static Capacity ofSharedQueue(int threads) {
        return new Capacity(threads, IN_QUEUE, IN_QUEUE);
    }

    /** Of a table of the database that this process and others take tickets from. */
    public static Capacity ofDatabase(int threads) {
        return new Capacity(threads, IN_DATABASE, IN_DATABASE);
    }
}
