package xcflow.provenance.ticket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.run.RunLedger;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/**
 * Tickets that wait in the project's database. Of several workers that ask at the same time none
 * waits for another, and each ticket goes to one of them ({@code for update skip locked}).
 * Thread-safe.
 *
 * <p>What is taken is gone: whoever took it has to claim the instance ({@link RunLedger#claim}),
 * which compares run, instance, attempt, cache key and the token of the conductor once more.
 */
public final class TicketTable implements TicketSource {
    /** What is announced when there are new tickets. */
    public static final String TICKETS = "tickets";

    private static final String FITS =
            """
            from tickets where (place = '' or place = any(?)) and threads <= ? and memory <= ? and gpus <= ?
            and longest <= ? and concat(task, ' ', task_version, ' ', code_digest) <> all(?)
            order by rank, id limit ? for update skip locked
            """;

    /**
     * Where many tickets have gone since the server last cleaned up, reading the table costs more
     * with each of them; the index forgets those that are gone. The planner does not know.
     */
    private static final String BY_INDEX = "set local enable_seqscan = off";

    private static final String COLUMNS =
            "id, run_id, instance, attempt, cache_key, task, task_version, code_digest, place, threads,"
                    + " memory, gpus, longest, rank, body";

    /** Chooses, sums up what is chosen, and deletes what fits together: one round trip. */
    private static final String TAKE =
            """
            with chosen as (select id, threads, memory, gpus FITS),
            summed as (select id, sum(threads) over w as t, sum(memory) over w as m, sum(gpus) over w as g
                       from chosen window w as (order by id rows unbounded preceding)),
            gone as (delete from tickets where id in
                     (select id from summed where t <= ? and m <= ? and g <= ?) returning COLUMNS)
            select COLUMNS from gone order by rank, id
            """
                    .replace("FITS", FITS)
                    .replace("COLUMNS", COLUMNS);

    private static final String PUT =
            """
            insert into tickets (rank, run_id, instance, attempt, cache_key, task, task_version, code_digest, place,
                threads, memory, gpus, longest, body, created)
            select cast(? as integer), i.run_id, i.number, i.attempt, cast(? as varchar(64)), cast(? as varchar(200)),
                cast(? as varchar(100)), cast(? as varchar(64)), cast(? as varchar(200)), cast(? as integer),
                cast(? as bigint), cast(? as integer), cast(? as bigint), cast(? as text),
                cast(? as timestamp(3) with time zone)
            from instances i where i.run_id = ? and i.number = ?
            """;

    private final LedgerDatabase database;
    private final Supplier<String> identity;

    /** A row and its ticket. */
    private record Found(long id, WaitingTicket ticket) {}

    private static final Sql.Row<Found> ROW =
            row ->
                    new Found(
                            row.getLong("id"),
                            new WaitingTicket(
                                    row.getLong("run_id"),
                                    row.getInt("instance"),
                                    row.getInt("attempt"),
                                    row.getString("cache_key"),
                                    new WaitingTicket.Code(
                                            row.getString("task"),
                                            row.getString("task_version"),
                                            row.getString("code_digest")),
                                    new Needs(
                                            row.getString("place"),
                                            row.getInt("threads"),
                                            row.getLong("memory"),
                                            row.getInt("gpus"),
                                            row.getLong("longest")),
                                    row.getInt("rank"),
                                    row.getString("body")));

    public TicketTable(LedgerDatabase database) {
        this.database = database;
        this.identity = () -> database.atomically(TicketTable::identity);
    }

    /** Who the project is, among all; drawn when it is first asked for. */
    public String project() {
        return identity.get();
    }

    /** Makes this another project, after all that it was has moved elsewhere. */
    public void renounce() {
        database.durably(
                sql -> {
                    sql.update("delete from project");
                    return identity(sql);
                });
    }

    private static String identity(Sql sql) {
        Sql.Row<String> text = row -> row.getString(1);
        String query = "select identity from project where id = 1";
        return sql.first(query, text)
                .orElseGet(
                        () -> {
                            String drawn = UUID.randomUUID().toString();
                            sql.update("insert into project (id, identity) values (1, ?)", drawn);
                            return drawn;
                        });
    }

    /** How many attempts the instances of tickets have had, in their order. */
    public List<Integer> attempts(List<WaitingTicket> tickets) {
        Map<Long, Map<Integer, Integer>> found = new HashMap<>();
        numbers(tickets)
                .forEach(
                        (run, numbers) -> {
                            Map<Integer, Integer> attempts = new HashMap<>();
                            database.read(sql -> RunQueries.instances(sql, run, numbers))
                                    .forEach(each -> attempts.put(each.number(), each.attempt()));
                            found.put(run, attempts);
                        });
        return tickets.stream()
                .map(each -> found.get(each.run()).getOrDefault(each.instance(), 0))
                .toList();
    }

    private static Map<Long, List<Integer>> numbers(List<WaitingTicket> tickets) {
        Map<Long, List<Integer>> numbers = new LinkedHashMap<>();
        tickets.forEach(
                each ->
                        numbers.computeIfAbsent(each.run(), run -> new ArrayList<>())
                                .add(each.instance()));
        return numbers;
    }

    /**
     * Puts tickets in, in the place of those that wait for the same instances, and notes their
     * cache keys ({@link RunLedger#expect}) and how many attempts the instances have had.
     */
    public void put(List<WaitingTicket> tickets) {
        if (tickets.isEmpty()) {
            return;
        }
        Instant now = database.clock().instant();
        database.untilDone(
                sql -> {
                    numbers(tickets).forEach((run, numbers) -> remove(sql, run, numbers));
                    sql.updateAllLater(
                            "update instances set cache_key = ? where run_id = ? and number = ?",
                            tickets.stream().map(TicketTable::key).toList());
                    return sql.updateAllLater(PUT, tickets.stream().map(t -> row(t, now)).toList());
                });
        database.announce(TICKETS);
    }

    private static Object[] key(WaitingTicket ticket) {
        return new Object[] {ticket.cacheKey(), ticket.run(), ticket.instance()};
    }

    private static void remove(Sql sql, long run, List<Integer> numbers) {
        sql.updateLater(
                "delete from tickets where run_id = ? and instance = any(?)",
                run,
                Sql.integers(numbers));
    }

    private static Object[] row(WaitingTicket ticket, Instant now) {
        return new Object[] {
            ticket.rank(),
            ticket.cacheKey(),
            ticket.code().task(),
            ticket.code().version(),
            ticket.code().digest(),
            ticket.needs().place(),
            ticket.needs().threads(),
            ticket.needs().memory(),
            ticket.needs().gpus(),
            ticket.needs().longest(),
            ticket.body(),
            now,
            ticket.run(),
            ticket.instance()
        };
    }

    @Override
    public List<WaitingTicket> take(Room room, Collection<WaitingTicket.Code> without, int most) {
        List<Object> arguments =
                new ArrayList<>(
                        List.of(
                                Sql.texts(room.places()),
                                room.widest(),
                                room.memory(),
                                room.gpus(),
                                room.left(),
                                Sql.texts(without.stream().map(TicketTable::text).toList()),
                                most));
        if (database.dialect() == LedgerDatabase.Dialect.POSTGRESQL) {
            arguments.addAll(List.of((long) room.threads(), room.memory(), (long) room.gpus()));
            return tickets(
                    database.<Sql.Later<List<Found>>>untilDone(
                                    sql -> {
                                        sql.updateLater(BY_INDEX);
                                        return sql.queryLater(TAKE, ROW, arguments.toArray());
                                    })
                            .get());
        }
        if (!database.read(TicketTable::any)) {
            return List.of(); // A look that changes nothing costs the others nothing.
        }
        return database.atomically(sql -> take(sql, room, arguments));
    }

    private static boolean any(Sql sql) {
        return sql.first("select 1 from tickets limit 1", row -> true).orElse(false);
    }

    private static List<WaitingTicket> take(Sql sql, Room room, List<Object> arguments) {
        List<Found> fitting = new ArrayList<>();
        Room left = room;
        for (Found each : sql.query("select " + COLUMNS + " " + FITS, ROW, arguments.toArray())) {
            if (left.fits(each.ticket().needs())) {
                left = left.without(each.ticket().needs());
                fitting.add(each);
            }
        }
        if (!fitting.isEmpty()) {
            sql.update(
                    "delete from tickets where id = any(?)",
                    Sql.longs(fitting.stream().map(Found::id).toList()));
        }
        return tickets(fitting);
    }

    private static List<WaitingTicket> tickets(List<Found> found) {
        return found.stream().map(Found::ticket).toList();
    }

    @Override
    public void refuse(WaitingTicket ticket, String reason) {
        database.atomically(
                sql -> {
                    remove(sql, ticket.run(), List.of(ticket.instance()));
                    sql.update(PUT, row(ticket, database.clock().instant()));
                    return sql.update(
                            "update tickets set refused = ? where run_id = ? and instance = ?",
                            reason,
                            ticket.run(),
                            ticket.instance());
                });
        database.announce(TICKETS);
    }

    /** Numbers of the instances of a run whose tickets wait. */
    public Set<Integer> waiting(long run) {
        return new HashSet<>(
                database.read(
                        sql ->
                                sql.query(
                                        "select instance from tickets where run_id = ?",
                                        row -> row.getInt(1),
                                        run)));
    }

    /**
     * Tickets that wait, those that are taken first in front.
     *
     * @param run the run; null for all
     */
    public List<Waiting> overview(Long run) {
        String query =
                "select "
                        + COLUMNS
                        + ", created, refused from tickets where run_id = coalesce(?, run_id) order by rank, id";
        return database.read(
                sql ->
                        sql.query(
                                query,
                                row ->
                                        new Waiting(
                                                ROW.read(row).ticket(),
                                                row.getTimestamp("created").toInstant(),
                                                Optional.ofNullable(row.getString("refused"))),
                                run));
    }

    /**
     * A ticket that waits.
     *
     * @param refused why the last worker that looked at it did not take it
     */
    public record Waiting(WaitingTicket ticket, Instant since, Optional<String> refused) {}

    /** Everything that waits. */
    public List<Awaited> awaited() {
        return database.read(
                sql ->
                        sql.query(
                                "select place, threads, memory, gpus, longest, count(*), min(created), max(refused)"
                                        + " from tickets group by place, threads, memory, gpus, longest",
                                row ->
                                        new Awaited(
                                                new Needs(
                                                        row.getString(1),
                                                        row.getInt(2),
                                                        row.getLong(3),
                                                        row.getInt(4),
                                                        row.getLong(5)),
                                                row.getInt(6),
                                                row.getTimestamp(7).toInstant(),
                                                Optional.ofNullable(row.getString(8)))));
    }

    /** Takes the tickets of a run out. */
    public int withdraw(long run) {
        return database.atomically(sql -> sql.update("delete from tickets where run_id = ?", run));
    }

    private static String text(WaitingTicket.Code code) {
        return code.task() + " " + code.version() + " " + code.digest();
    }

    /** The database, for those who announce and listen. */
    public LedgerDatabase database() {
        return database;
    }
}
