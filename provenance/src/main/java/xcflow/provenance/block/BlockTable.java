package xcflow.provenance.block;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** Records sites, their jobs and the workers that are there. Times are those of the database. */
public final class BlockTable implements Presences {
    private static final String COLUMNS =
            "id, site, kind, tag, job, state, native_state, reason, node, threads, memory, gpus, millis,"
                    + " ordered, joined, ends, ended, executed";

    private final LedgerDatabase database;

    public BlockTable(LedgerDatabase database) {
        this.database = database;
    }

    @Override
    public Instant now() {
        return database.clock().instant();
    }

    /** What is known of a site. */
    public SiteRecord site(String name) {
        return database.read(sql -> sites(sql, "where name = ?", name)).stream()
                .findFirst()
                .orElse(
                        new SiteRecord(
                                name, Optional.empty(), 0, Optional.empty(), Optional.empty()));
    }

    /** The sites of which something is known. */
    public List<SiteRecord> sites() {
        return database.read(sql -> sites(sql, ""));
    }

    private static List<SiteRecord> sites(Sql sql, String where, Object... arguments) {
        return sql.query(
                "select name, polled, failures, paused, unreached from sites "
                        + where
                        + " order by name",
                row ->
                        new SiteRecord(
                                row.getString(1),
                                time(row, 2),
                                row.getInt(3),
                                Optional.ofNullable(row.getString(4)),
                                Optional.ofNullable(row.getString(5))),
                arguments);
    }

    /** Records what is known of a site. */
    public void note(SiteRecord site) {
        database.atomically(
                sql -> {
                    sql.update("delete from sites where name = ?", site.name());
                    return sql.update(
                            "insert into sites (name, polled, failures, paused, unreached) values (?, ?, ?, ?, ?)",
                            site.name(),
                            site.polled(),
                            site.failures(),
                            site.paused(),
                            site.unknown());
                });
    }

    /**
     * Records jobs that are about to be submitted: should this process end before it is told their
     * numbers, their name tells which they are.
     *
     * @return one for each, in state {@link BlockState#ORDERED}
     */
    public List<BlockRecord> order(
            String site, String kind, String tag, BlockRecord.Size size, int count) {
        Instant now = now();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(
                    new Object[] {
                        site,
                        kind,
                        tag,
                        BlockState.ORDERED.name(),
                        size.threads(),
                        size.memory(),
                        size.gpus(),
                        size.time().toMillis(),
                        now,
                        0
                    });
        }
        database.durably(
                sql ->
                        sql.updateAll(
                                "insert into blocks (site, kind, tag, state, threads, memory, gpus, millis, ordered, executed)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                rows));
        return open(site).stream().filter(block -> block.tag().equals(tag)).toList();
    }

    /** The jobs of a site that are not over, in the order in which they were ordered. */
    public List<BlockRecord> open(String site) {
        return database.read(
                sql ->
                        blocks(
                                sql,
                                "where site = ? and state <> ? order by id",
                                site,
                                BlockState.ENDED.name()));
    }

    /** The latest jobs of all sites, open ones first. */
    public List<BlockRecord> latest(int most) {
        return database.read(
                sql ->
                        blocks(
                                sql,
                                "order by case when state = ? then 1 else 0 end, id desc limit ?",
                                BlockState.ENDED.name(),
                                most));
    }

    private static List<BlockRecord> blocks(Sql sql, String rest, Object... arguments) {
        return sql.query(
                "select " + COLUMNS + " from blocks " + rest, BlockTable::block, arguments);
    }

    private static BlockRecord block(ResultSet row) throws SQLException {
        return new BlockRecord(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                BlockState.valueOf(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                Optional.ofNullable(row.getString(9)),
                new BlockRecord.Size(
                        row.getInt(10),
                        row.getLong(11),
                        row.getInt(12),
                        Duration.ofMillis(row.getLong(13))),
                row.getTimestamp(14).toInstant(),
                time(row, 15),
                time(row, 16),
                time(row, 17),
                row.getInt(18));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** Records what a batch system says of jobs; those that are over stay so. */
    public void update(Collection<BlockRecord> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        List<Object[]> rows = new ArrayList<>();
        for (BlockRecord block : blocks) {
            rows.add(
                    new Object[] {
                        block.job(),
                        block.state().name(),
                        block.nativeState(),
                        block.reason(),
                        block.node(),
                        block.ends(),
                        block.ended(),
                        block.id(),
                        BlockState.ENDED.name()
                    });
        }
        database.atomically(
                sql ->
                        sql.updateAll(
                                "update blocks set job = ?, state = ?, native_state = ?, reason = ?, node = ?, ends = ?, ended = ?"
                                        + " where id = ? and state <> ?",
                                rows));
    }

    @Override
    public void present(Presence presence) {
        Instant now = now();
        database.atomically(
                sql -> {
                    sql.update("delete from presences where worker_id = ?", presence.worker());
                    sql.update(
                            "insert into presences (worker_id, site, kind, job, node, threads, memory, gpus, busy, executed, ends, since, seen)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            presence.worker(),
                            presence.site(),
                            presence.kind(),
                            presence.job(),
                            presence.node(),
                            presence.threads(),
                            presence.memory(),
                            presence.gpus(),
                            presence.busy(),
                            presence.executed(),
                            presence.ends(),
                            presence.since(),
                            now);
                    return sql.update(
                            "update blocks set joined = coalesce(joined, ?), executed = ? where site = ? and job = ?",
                            now,
                            presence.executed(),
                            presence.site(),
                            presence.job());
                });
    }

    /**
     * Whether a worker in a job has ever taken something, which need not have come to an end: what
     * it was doing may have been given back or taken over by others.
     */
    public boolean took(String site, String job) {
        return database.read(
                sql ->
                        sql.first(
                                        "select 1 from executions e join presences p on p.worker_id = e.worker_id"
                                                + " where p.site = ? and p.job = ? fetch first row only",
                                        row -> row.getInt(1),
                                        site,
                                        job)
                                .isPresent());
    }

    @Override
    public void absent(Presence presence) {
        Instant now = now();
        database.atomically(
                sql -> {
                    // It stays known in which job it was.
                    sql.update(
                            "update presences set seen = ? where worker_id = ?",
                            Instant.EPOCH,
                            presence.worker());
                    return sql.update(
                            "update blocks set state = ?, ended = ?, reason = ? where site = ? and job = ?"
                                    + " and state <> ? and executed > 0",
                            BlockState.ENDED.name(),
                            now,
                            "its worker left",
                            presence.site(),
                            presence.job(),
                            BlockState.ENDED.name());
                });
    }

    /** The workers that have said that they are there within a time; others are forgotten. */
    public List<Presence> present(Duration within) {
        return database.read(
                sql ->
                        sql.query(
                                "select worker_id, site, kind, job, node, threads, memory, gpus, busy, executed, ends, since, seen"
                                        + " from presences where seen > ? order by site, kind, since",
                                row ->
                                        new Presence(
                                                row.getLong(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getInt(6),
                                                row.getLong(7),
                                                row.getInt(8),
                                                row.getInt(9),
                                                row.getInt(10),
                                                time(row, 11),
                                                row.getTimestamp(12).toInstant(),
                                                row.getTimestamp(13).toInstant()),
                                now().minus(within)));
    }
}
