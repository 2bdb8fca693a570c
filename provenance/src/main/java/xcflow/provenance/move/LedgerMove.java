package xcflow.provenance.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.event.Event;
import xcflow.provenance.event.EventLog;
import xcflow.storage.DatabaseException;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;
import xcflow.storage.UnusableDatabaseException;

/**
 * Copies all records of a project into an empty database, whatever the two are. Everything is
 * written and compared in one transaction: until it is committed the other database is empty, and
 * what was interrupted is begun again. The first one is only read.
 */
public final class LedgerMove {
    private static final int PAGE = 1_000;

    private final LedgerDatabase from;
    private final LedgerDatabase to;

    /**
     * What was moved.
     *
     * @param rows number of rows by table
     * @param events length of the chain, every hash of which was computed again
     */
    public record Moved(Map<String, Long> rows, long events) {}

    /**
     * @param from whose tables are up to date
     * @param to whose tables are up to date
     */
    public LedgerMove(LedgerDatabase from, LedgerDatabase to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @throws UnusableDatabaseException if the other database has records, or turns out to have
     *     others than it should
     */
    public Moved copy() {
        Moved moved = from.snapshot(source -> to.atomically(target -> copied(source, target)));
        to.sync();
        return moved;
    }

    private static Moved copied(Sql source, Sql target) {
        try {
            return copied(source, target, source.connection(), target.connection());
        } catch (SQLException e) {
            throw new DatabaseException("moving the records", e);
        }
    }

    private static Moved copied(Sql sourceSql, Sql targetSql, Connection source, Connection target)
            throws SQLException {
        Map<String, List<String>> tables = TableOrder.of(source);
        requireEmpty(targetSql);
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            // Before anything is written: on H2 this ends a transaction.
            new TableRows(table.getKey(), table.getValue()).continueNumbers(source, target);
        }
        List<String> backwards = new ArrayList<>(tables.keySet());
        Collections.reverse(backwards);
        for (String table : backwards) {
            // What migrations put there comes from the other side, too.
            try (Statement statement = target.createStatement()) {
                statement.execute("delete from " + table);
            }
        }
        Map<String, Long> counts = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            TableRows rows = new TableRows(table.getKey(), table.getValue());
            rows.copy(source, target);
            TableRows.Digest read = rows.digest(source);
            TableRows.Digest written = rows.digest(target);
            if (!read.equals(written)) {
                throw new UnusableDatabaseException(
                        String.format(
                                Locale.ROOT,
                                "nothing was moved: of the %d rows of %s, the other database keeps %d, or not just as they were",
                                read.rows(),
                                table.getKey(),
                                written.rows()));
            }
            counts.put(table.getKey(), read.rows());
        }
        return new Moved(counts, chain(sourceSql, targetSql));
    }

    private static void requireEmpty(Sql target) {
        for (String table : List.of("runs", "executions", "events")) {
            if (target.first("select 1 from " + table + " limit 1", row -> true).isPresent()) {
                throw new UnusableDatabaseException(
                        "the database to which the records are to move has records already (table "
                                + table
                                + "); give it an empty one");
            }
        }
    }

    /** Follows the chain in its new place. */
    private static long chain(Sql source, Sql target) {
        String previous = Event.GENESIS;
        long seq = 0;
        List<Event> page = EventLog.after(target, seq, PAGE);
        while (!page.isEmpty()) {
            for (Event event : page) {
                if (event.seq() != ++seq
                        || !event.previous().equals(previous)
                        || !event.hash().equals(event.expectedHash())) {
                    throw new UnusableDatabaseException(
                            "nothing was moved: the chain of events is broken at entry "
                                    + seq
                                    + "; see 'xcflow audit'");
                }
                previous = event.hash();
            }
            page = EventLog.after(target, seq, PAGE);
        }
        EventLog.Head head = EventLog.head(source);
        if (head.seq() != seq || !head.hash().equals(previous)) {
            throw new UnusableDatabaseException(
                    "nothing was moved: the chain of events ends elsewhere than its records say; see 'xcflow audit'");
        }
        return seq;
    }
}
