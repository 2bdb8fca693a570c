package xcflow.storage.postgresql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import xcflow.storage.jdbc.Faults;

/**
 * Faults of a server that pass: conflicts between transactions, which it asks to repeat, and lost
 * connections, as when it is restarted. Codes are those of the PostgreSQL manual, appendix A.
 */
final class PostgresqlFaults implements Faults {
    /** Serialization failure and deadlock: the server has rolled the transaction back. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /**
     * Unique violation: another transaction inserted the same while this one was looking for it.
     * Done again, it finds it; one that is wrong stays wrong.
     */
    private static final String QUICKER = "23505";

    private static final int QUICKER_TRIALS = 3;

    /** How often a connection is waited for, a second each time, while others use them all. */
    private static final int WAITING_TRIALS = 10;

    /** Connections refused because the server begins, ends or has no place for another. */
    private static final Set<String> NO_SERVER = Set.of("57P01", "57P02", "57P03", "53300");

    /** Class of the connection exceptions. */
    private static final String CONNECTION = "08";

    /** As long as a lease lasts; nobody who works here has lost anything before. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final long SHORTEST_MILLIS = 2;
    private static final long LONGEST_MILLIS = 1_000;

    private final long begun = System.nanoTime();
    private volatile long patience = Long.MAX_VALUE;

    /** A server that does not answer is waited for no longer than this from now on. */
    void hurry(Duration most) {
        patience = Math.min(patience, System.nanoTime() - begun + most.toNanos());
    }

    @Override
    public boolean passing(Throwable e, int trials) {
        return allInUse(e) && trials <= WAITING_TRIALS && System.nanoTime() - begun < patience
                || states(e)
                        .anyMatch(
                                state ->
                                        quicker(state, trials)
                                                || CONFLICTS.contains(state)
                                                || unanswered(state)
                                                        && System.nanoTime() - begun < patience);
    }

    /** The pool names no state when nothing is wrong with the server. */
    private static boolean allInUse(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        cause ->
                                cause instanceof SQLTransientConnectionException waited
                                        && waited.getSQLState() == null);
    }

    private static boolean unanswered(String state) {
        return NO_SERVER.contains(state) || state.startsWith(CONNECTION);
    }

    @Override
    public boolean passingAtCommit(Throwable e, int trials) {
        return states(e)
                .findFirst()
                .filter(state -> CONFLICTS.contains(state) || quicker(state, trials))
                .isPresent();
    }

    private static boolean quicker(String state, int trials) {
        return state.equals(QUICKER) && trials <= QUICKER_TRIALS;
    }

    /** Longer each time, and of random length, so that those in conflict do not meet again. */
    @Override
    public Duration pause(int trials, Duration since) {
        if (since.compareTo(PATIENCE) > 0) {
            return Duration.ofNanos(-1);
        }
        long most = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(trials, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** SQL states that led to an exception, from the last one on. */
    private static Stream<String> states(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(Objects::nonNull);
    }
}
