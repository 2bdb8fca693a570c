package xcflow.provenance.event;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** Reads the log of events and appends to it. Thread-safe, also across processes. */
public final class EventLog {
    private static final Sql.Row<Event> ROW =
            row ->
                    new Event(
                            row.getLong("seq"),
                            row.getTimestamp("at").toInstant(),
                            row.getString("type"),
                            row.getString("subject"),
                            row.getString("payload"),
                            row.getString("previous"),
                            row.getString("hash"));

    private final LedgerDatabase database;
    private final Clock clock;
    // Threads of this process queue here, which is cheaper than queueing in the database.
    private final ReentrantLock queue = new ReentrantLock();

    public EventLog(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Runs one recording transaction and returns after it is on the disk.
     *
     * @param work reads, writes and names events; all of it happens or nothing
     */
    public <R> R recordDurably(Function<Recording, R> work) {
        R result = record(work);
        database.sync();
        return result;
    }

    /**
     * As {@link #recordDurably}, but does not wait for the disk. No other recording runs meanwhile.
     */
    public <R> R record(Function<Recording, R> work) {
        queue.lock();
        try {
            return recorded(
                    recording -> {
                        recording.alone();
                        return work.apply(recording);
                    });
        } finally {
            queue.unlock();
        }
    }

    /**
     * As {@link #record}, beside other recordings where the database can do several transactions at
     * once: the end of the chain is taken when entries are appended, or the work asks for it. Only
     * for work that compares what it changes while it changes it.
     */
    public <R> R recordBesideOthers(Function<Recording, R> work) {
        return database.dialect() == LedgerDatabase.Dialect.POSTGRESQL
                ? recorded(work)
                : record(work);
    }

    private <R> R recorded(Function<Recording, R> work) {
        return database.atomically(
                sql -> {
                    Recording recording =
                            new Recording(
                                    sql,
                                    now(),
                                    database.dialect() == LedgerDatabase.Dialect.POSTGRESQL);
                    R result = work.apply(recording);
                    recording.flush();
                    return result;
                });
    }

    /** The present time with the precision that the database keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Number and hash of the last entry, as the database claims; 0 and zeros for an empty log. */
    public Head head() {
        return database.read(EventLog::head);
    }

    /** As {@link #head()}, through a connection of the caller. */
    public static Head head(Sql sql) {
        return sql.first(
                        "select seq, hash from event_head where id = 1",
                        row -> new Head(row.getLong(1), row.getString(2)))
                .orElse(new Head(-1, ""));
    }

    /** End of the chain. */
    public record Head(long seq, String hash) {}

    /** Entries after the given one, in ascending order. */
    public List<Event> after(long seq, int limit) {
        return database.read(sql -> after(sql, seq, limit));
    }

    /** As {@link #after(long, int)}, through a connection of the caller. */
    public static List<Event> after(Sql sql, long seq, int limit) {
        return sql.query(
                "select * from events where seq > ? order by seq limit ?", ROW, seq, limit);
    }

    /** Entries that seal the record of a subject, in ascending order. */
    public List<Event> of(String subject) {
        return database.read(
                sql ->
                        sql.query(
                                "select * from events where subject = ? order by seq",
                                ROW,
                                subject));
    }

    /** Whose records the entries after the given one are about, if they begin so. */
    public List<String> subjectsAfter(long seq, String beginning, int limit) {
        return database.read(
                sql ->
                        sql.query(
                                "select distinct subject from events where seq > ? and subject"
                                        + " like ? limit ?",
                                row -> row.getString(1),
                                seq,
                                beginning + "%",
                                limit));
    }

    /** One entry. */
    public Optional<Event> entry(long seq) {
        return after(seq - 1, 1).stream().filter(event -> event.seq() == seq).findFirst();
    }
}
