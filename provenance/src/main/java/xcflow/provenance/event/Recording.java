package xcflow.provenance.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sql;

/** A transaction that appends to the chain of events. */
public final class Recording {
    /** So many entries at most wait in memory. */
    private static final int PAGE = 1_000;

    private final Sql sql;
    private final Instant now;
    private final List<Entry> entries = new ArrayList<>();
    private EventLog.Head head;

    /** An entry that has no place in the chain yet. */
    private record Entry(String type, String subject, String payload) {}

    Recording(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    /** Statements of the transaction. */
    public Sql sql() {
        return sql;
    }

    /** Time of the transaction, the same for everything in it. */
    public Instant now() {
        return now;
    }

    /** Appends an entry to the log. */
    public void event(String type, String subject, Map<String, ?> payload) {
        entries.add(new Entry(type, subject, CanonicalJson.of(payload)));
        if (entries.size() == PAGE) {
            flush();
        }
    }

    /**
     * Takes the end of the chain, so that from now until the end of this transaction nobody else
     * appends to it: for what is right only if it sees all that others have recorded.
     */
    public void alone() {
        if (head == null) {
            head =
                    sql.first(
                                    "select seq, hash from event_head where id = 1 for update",
                                    row -> new EventLog.Head(row.getLong(1), row.getString(2)))
                            .orElseThrow();
        }
    }

    void flush() {
        if (entries.isEmpty()) {
            return;
        }
        alone();
        List<Object[]> rows = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            rows.add(row(next(entry)));
        }
        sql.updateAllLater(
                "insert into events (seq, at, type, subject, payload, previous, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows);
        sql.updateLater(
                "update event_head set seq = ?, hash = ? where id = 1", head.seq(), head.hash());
        entries.clear();
    }

    private Event next(Entry entry) {
        Event event =
                Event.next(
                        head.seq() + 1,
                        now,
                        entry.type(),
                        entry.subject(),
                        entry.payload(),
                        head.hash());
        head = new EventLog.Head(event.seq(), event.hash());
        return event;
    }

    private static Object[] row(Event event) {
        return new Object[] {
            event.seq(),
            event.at(),
            event.type(),
            event.subject(),
            event.payload(),
            event.previous(),
            event.hash()
        };
    }
}
