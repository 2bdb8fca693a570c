package xcflow.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresqlFaultsTest {
    private static final SQLException GONE = new SQLException("refused", "08001");
    private static final SQLException CONFLICT = new SQLException("conflict", "40001");

    private final PostgresqlFaults faults = new PostgresqlFaults();

    @Test
    void aProcessThatIsToEndDoesNotWaitForAServerThatIsGone() {
        assertThat(faults.passing(GONE, 1)).isTrue();
        faults.hurry(Duration.ofMinutes(1));
        assertThat(faults.passing(GONE, 1)).isTrue();
        faults.hurry(Duration.ZERO);
        assertThat(faults.passing(GONE, 1)).isFalse();
    }

    @Test
    void conflictsPassAtTheEndToo() {
        faults.hurry(Duration.ZERO);
        assertThat(faults.passing(CONFLICT, 1)).isTrue();
    }
}
