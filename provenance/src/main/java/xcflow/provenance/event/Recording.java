package xcflow.provenance.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sql;

/** A transaction that holds the end of the chain: no other recording runs at the same time. */
public final class Recording {
    /** So many entries at most wait in memory. */
    private static final int PAGE = 1_000;

    private final Sql sql;
    private final Instant now;
    private final List<Event> events = new ArrayList<>();
    private long seq;
    private String hash;

    Recording(Sql sql, Instant now, long seq, String hash) {
        this.sql = sql;
        this.now = now;
        this.seq = seq;
        this.hash = hash;
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
        Event event = Event.next(++seq, now, type, subject, CanonicalJson.of(payload), hash);
        hash = event.hash();
        events.add(event);
        if (events.size() == PAGE) {
            flush();
        }
    }

    void flush() {
        if (events.isEmpty()) {
            return;
        }
        List<Object[]> rows = new ArrayList<>(events.size());
        for (Event event : events) {
            rows.add(
                    new Object[] {
                        event.seq(),
                        event.at(),
                        event.type(),
                        event.subject(),
                        event.payload(),
                        event.previous(),
                        event.hash()
                    });
        }
        sql.updateAll(
                "insert into events (seq, at, type, subject, payload, previous, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows);
        sql.update("update event_head set seq = ?, hash = ? where id = 1", seq, hash);
        events.clear();
    }
}
