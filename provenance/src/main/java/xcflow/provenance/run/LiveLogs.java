package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/**
 * The ends of what executions that are under way have written, for those who cannot see the files
 * of the machine that executes them. No record: nothing depends on it, and it goes when they end.
 */
public final class LiveLogs {
    /** What was left by a worker that died. */
    private static final Duration OLD = Duration.ofHours(1);

    private final LedgerDatabase database;

    public LiveLogs(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * Replaces what some executions have written, and forgets what others had.
     *
     * @param texts by execution
     * @param ended executions that are over
     */
    public void put(Map<Long, String> texts, Collection<Long> ended) {
        Instant now = database.clock().instant();
        List<Long> gone = new ArrayList<>(ended);
        gone.addAll(texts.keySet());
        database.atomically(
                sql -> {
                    sql.update(
                            "delete from live_logs where execution_id = any(?) or changed < ?",
                            Sql.longs(gone),
                            now.minus(OLD));
                    return sql.updateAll(
                            "insert into live_logs (execution_id, text, changed) values (?, ?, ?)",
                            texts.entrySet().stream()
                                    .map(each -> new Object[] {each.getKey(), each.getValue(), now})
                                    .toList());
                });
    }

    /** What an execution has written, as far as it is known. */
    public Optional<String> of(long execution) {
        return database.read(
                sql ->
                        sql.first(
                                "select text from live_logs where execution_id = ?",
                                row -> row.getString(1),
                                execution));
    }
}
