package xcflow.provenance.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import xcflow.storage.LedgerDatabase;

/** What audits found, the latest of them. */
public record KeptAudits(LedgerDatabase database) {
    private static final int KEPT = 50;

    /**
     * @param author who asked for it
     * @param report JSON, as {@code xcflow audit --json} prints it
     */
    public record KeptAudit(long id, Instant at, String author, boolean clean, String report) {}

    /** Keeps what an audit found; forgets the oldest ones. */
    public long keep(String author, boolean clean, String report) {
        return database.atomically(
                sql -> {
                    long id =
                            sql.insert(
                                    "insert into audits (at, author, clean, report) values (?, ?, ?, ?)",
                                    database.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                                    author,
                                    clean,
                                    report);
                    sql.update("delete from audits where id <= ?", id - KEPT);
                    return id;
                });
    }

    /** The latest, newest first. */
    public List<KeptAudit> latest(int limit) {
        return database.read(
                sql ->
                        sql.query(
                                "select * from audits order by id desc limit ?",
                                row ->
                                        new KeptAudit(
                                                row.getLong("id"),
                                                row.getTimestamp("at").toInstant(),
                                                row.getString("author"),
                                                row.getBoolean("clean"),
                                                row.getString("report")),
                                limit));
    }
}
