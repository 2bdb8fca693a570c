package xcflow.storage.h2;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import xcflow.storage.jdbc.Faults;

/**
 * Faults of H2 that pass: the process that has the file open for the others has ended, or two
 * transactions waited for each other and one of them was rolled back.
 */
final class H2Faults implements Faults {
    /** More than there are connections, each of which may turn out to be dead. */
    private static final int TRIALS = 15;

    private static final Set<Integer> GONE =
            Set.of(
                    ErrorCode.CONNECTION_BROKEN_1,
                    ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.OBJECT_CLOSED);

    private static final Set<Integer> CONFLICTS =
            Set.of(ErrorCode.DEADLOCK_1, ErrorCode.CONCURRENT_UPDATE_1);

    @Override
    public boolean passing(Throwable e, int trials) {
        return codes(e).anyMatch(code -> GONE.contains(code) || CONFLICTS.contains(code));
    }

    /**
     * {@inheritDoc} The driver says so, and sends nothing, when the database has told it with the
     * answer to an earlier statement that it is closed.
     */
    @Override
    public boolean passingAtCommit(Throwable e, int trials) {
        return codes(e).findFirst().equals(Optional.of(ErrorCode.DATABASE_CALLED_AT_SHUTDOWN));
    }

    @Override
    public Duration pause(int trials, Duration since) {
        return trials < TRIALS ? Duration.ZERO : Duration.ofNanos(-1);
    }

    /** Error codes of the database that led to an exception, from the last one on. */
    private static Stream<Integer> codes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getErrorCode());
    }
}
