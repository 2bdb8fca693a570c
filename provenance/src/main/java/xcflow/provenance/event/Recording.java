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

    /**
     * Takes the end of the chain, appends to it and moves it, all in the server: nobody waits for
     * the chain while this process computes a hash or is not given a processor.
     */
    private static final String APPEND =
            """
            with head as (select seq + 1 as seq, hash as previous from event_head where id = 1 for update),
            next as (select seq, previous, encode(sha256(convert_to(concat(cast(? as text), '"', previous, '"',
                         cast(? as text), seq, cast(? as text)), 'UTF8')), 'hex') as hash from head),
            added as (insert into events (seq, at, type, subject, payload, previous, hash)
                      select seq, cast(? as timestamp(3) with time zone), ?, ?, ?, previous, hash from next)
            update event_head set seq = next.seq, hash = next.hash from next where event_head.id = 1
            """;

    private final Sql sql;
    private final Instant now;
    private final boolean hashesItself;
    private final List<Entry> entries = new ArrayList<>();
    private EventLog.Head head;

    /** An entry that has no place in the chain yet. */
    private record Entry(String type, String subject, String payload) {}

    /**
     * @param hashesItself whether the database can compute SHA-256
     */
    Recording(Sql sql, Instant now, boolean hashesItself) {
        this.sql = sql;
        this.now = now;
        this.hashesItself = hashesItself;
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
        if (hashesItself && head == null) {
            sql.updateAllLater(APPEND, entries.stream().map(this::hashed).toList());
            entries.clear();
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

    /** An entry whose place in the chain the database finds. */
    private Object[] hashed(Entry entry) {
        return new Object[] {
            Event.beforePrevious(now, entry.payload()),
            Event.BEFORE_SEQ,
            Event.afterSeq(entry.type(), entry.subject()),
            now,
            entry.type(),
            entry.subject(),
            entry.payload()
        };
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
