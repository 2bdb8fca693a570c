package xcflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger database does. A subclass says where it is. */
public abstract class LedgerDatabaseContract {
    protected static final Schema FIRST = new Schema("numbers", "xcflow/storage/first", 1);
    protected static final Schema SECOND = new Schema("numbers", "xcflow/storage/second", 2);

    /** Opens the database of this test, the same with each call, and gives it the tables. */
    protected abstract LedgerDatabase open(Schema schema) throws Exception;

    /** Ends the session of a connection, as the end of the process that serves it does. */
    protected abstract void end(Sql sql) throws SQLException;

    /** Statements of users that must be refused. */
    protected abstract List<String> forbidden();

    protected final LedgerDatabase open() throws Exception {
        return open(FIRST);
    }

    protected static int insert(LedgerDatabase database, int n) {
        return database.durably(sql -> sql.update("insert into numbers (n) values (?)", n));
    }

    protected static List<Integer> numbers(LedgerDatabase database) {
        return database.read(
                sql -> sql.query("select n from numbers order by n", row -> row.getInt(1)));
    }

    protected static List<Integer> greatest(Sql sql) {
        return sql.query("select max(n) from numbers", row -> row.getInt(1));
    }

    private void endQuietly(Sql sql) {
        try {
            end(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsWhatWasCommitted() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
            assertThat(numbers(database)).containsExactly(1);
        }
    }

    @Test
    void migratesAnOlderSchemaAndKeepsTheRows() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 7);
            database.migrate(SECOND);
            database.migrate(SECOND);
            assertThat(
                            database.<List<String>>read(
                                    sql ->
                                            sql.query(
                                                    "select name from numbers where n = 7",
                                                    row -> row.getString(1))))
                    .containsExactly("none");
            assertThatThrownBy(() -> database.migrate(FIRST))
                    .isInstanceOf(UnusableDatabaseException.class)
                    .hasMessageContaining("made by a newer xcflow")
                    .hasMessageContaining("version 2");
        }
    }

    @Test
    void anExceptionRollsTheTransactionBack() throws Exception {
        try (LedgerDatabase database = open()) {
            assertThatThrownBy(
                            () ->
                                    database.durably(
                                            sql -> {
                                                sql.update("insert into numbers (n) values (1)");
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(numbers(database)).isEmpty();
            assertThatThrownBy(() -> database.atomically(sql -> sql.update("nonsense")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("nonsense");
            insert(database, 2);
            assertThat(numbers(database)).containsExactly(2);
        }
    }

    @Test
    void aTransactionWhoseSessionEndsBeforeItsCommitIsDoneAgain() throws Exception {
        try (LedgerDatabase database = open()) {
            AtomicInteger trials = new AtomicInteger();
            int trial =
                    database.atomically(
                            sql -> {
                                sql.update("insert into numbers (n) values (5)");
                                if (trials.incrementAndGet() < 3) {
                                    endQuietly(sql);
                                    greatest(sql);
                                }
                                return trials.get();
                            });
            assertThat(trial).isEqualTo(3);
            assertThat(numbers(database)).containsExactly(5);
        }
    }

    @Test
    void whatIsReadWhileItsSessionEndsIsReadAgain() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 5);
            AtomicInteger trials = new AtomicInteger();
            Function<Sql, List<Integer>> broken =
                    sql -> {
                        if (trials.incrementAndGet() % 3 != 0) {
                            endQuietly(sql);
                        }
                        return greatest(sql);
                    };
            assertThat(database.<List<Integer>>snapshot(broken)).containsExactly(5);
            assertThat(database.<List<Integer>>read(broken)).containsExactly(5);
            assertThat(trials).hasValue(6);
        }
    }

    @Test
    void transactionsThatWaitForOneRowFollowEachOther() throws Exception {
        try (LedgerDatabase database = open()) {
            database.atomically(
                    sql -> {
                        sql.update("create table counter (id int primary key, n int)");
                        return sql.update("insert into counter values (1, 0)");
                    });
            together(
                    4,
                    () -> {
                        for (int i = 0; i < 25; i++) {
                            database.atomically(LedgerDatabaseContract::increment);
                        }
                        return null;
                    });
            assertThat(database.<Integer>read(LedgerDatabaseContract::counted)).isEqualTo(100);
        }
    }

    private static int counted(Sql sql) {
        return sql.first("select n from counter where id = 1", row -> row.getInt(1)).orElseThrow();
    }

    private static int increment(Sql sql) {
        int before =
                sql.first("select n from counter where id = 1 for update", row -> row.getInt(1))
                        .orElseThrow();
        return sql.update("update counter set n = ? where id = 1", before + 1);
    }

    @Test
    void oneOfTwoTransactionsThatWaitForEachOtherIsDoneAgain() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
            insert(database, 2);
            CyclicBarrier bothHaveOne = new CyclicBarrier(2);
            AtomicInteger trials = new AtomicInteger();
            AtomicInteger order = new AtomicInteger();
            together(
                    2,
                    () -> {
                        int mine = 1 + order.getAndIncrement();
                        int[] trial = new int[1];
                        return database.atomically(
                                sql -> {
                                    trials.incrementAndGet();
                                    swap(sql, mine);
                                    if (trial[0]++ == 0) {
                                        await(bothHaveOne);
                                    }
                                    return swap(sql, 3 - mine);
                                });
                    });
            assertThat(trials).hasValueGreaterThan(2);
            assertThat(numbers(database)).containsExactly(21, 22);
        }
    }

    /** Adds ten to the row that is 1 or 2 modulo ten. */
    private static int swap(Sql sql, int last) {
        return sql.update("update numbers set n = n + 10 where mod(n, 10) = ?", last);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void together(int threads, Callable<?> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aSnapshotSeesNothingThatIsCommittedMeanwhile() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch changed = new CountDownLatch(1);
            Thread writer =
                    new Thread(
                            () -> {
                                try {
                                    begun.await();
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                                insert(database, 2);
                                changed.countDown();
                            });
            writer.start();
            List<Integer> seen =
                    database.snapshot(
                            sql -> {
                                List<Integer> found = new ArrayList<>(greatest(sql));
                                begun.countDown();
                                try {
                                    changed.await();
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                                found.addAll(greatest(sql));
                                return found;
                            });
            writer.join();
            assertThat(seen).containsExactly(1, 1);
            assertThat(numbers(database)).containsExactly(1, 2);
        }
    }

    @Test
    void insertedRowsGetTheirNumbersInOrder() throws Exception {
        try (LedgerDatabase database = open()) {
            database.atomically(
                    sql ->
                            sql.update(
                                    "create table entries"
                                            + " (id bigint generated by default as identity, n int)"));
            List<Object[]> rows = IntStream.range(0, 300).mapToObj(n -> new Object[] {n}).toList();
            List<Long> ids =
                    database.atomically(
                            sql -> sql.insertAll("insert into entries (n) values (?)", rows));
            assertThat(ids).hasSize(300).isSorted().doesNotHaveDuplicates();
            assertThat(
                            database.<List<Integer>>read(
                                    sql ->
                                            sql.query(
                                                    "select n from entries where id = any(?) order by id",
                                                    row -> row.getInt(1),
                                                    Sql.longs(ids.subList(10, 13)))))
                    .containsExactly(10, 11, 12);
        }
    }

    @Test
    void anHourThatAZoneHasTwiceIsKeptApart() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (LedgerDatabase database = open()) {
            List<Instant> both =
                    List.of(
                            Instant.parse("2026-10-25T00:30:00Z"),
                            Instant.parse("2026-10-25T01:30:00Z"));
            database.atomically(sql -> sql.update("create table t (at timestamp with time zone)"));
            both.forEach(
                    at -> database.atomically(sql -> sql.update("insert into t values (?)", at)));
            List<Instant> found =
                    database.read(
                            sql ->
                                    sql.query(
                                            "select at from t order by at",
                                            row -> row.getTimestamp(1).toInstant()));
            assertThat(found).isEqualTo(both);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void theInterruptionOfAThreadHarmsNeitherItsCommitNorTheDatabase() throws Exception {
        try (LedgerDatabase database = open()) {
            for (int n = 0; n < 40; n++) {
                int number = n;
                Thread thread = new Thread(() -> insert(database, number));
                thread.start();
                thread.interrupt();
                thread.join();
            }
            assertThat(numbers(database)).isEqualTo(IntStream.range(0, 40).boxed().toList());
        }
    }

    @Test
    void aQueryOfAUserCanOnlyReadAndChangesNothing() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
            insert(database, 2);
            database.atomically(
                    sql -> {
                        sql.update("create schema open");
                        return sql.update(
                                "create view open.evens as select n from numbers where mod(n, 2) = 0");
                    });
            LedgerDatabase.Answer answer = database.query("open", "select n from evens", 10);
            assertThat(answer.columns()).containsExactly("n");
            assertThat(answer.rows()).containsExactly(List.of(2));
            assertThat(answer.complete()).isTrue();
            List<String> all =
                    new ArrayList<>(
                            List.of(
                                    "select * from numbers",
                                    "delete from public.numbers",
                                    "drop view evens",
                                    "create table t (x int)",
                                    "select 1; delete from public.numbers",
                                    "commit"));
            all.addAll(forbidden());
            for (String forbidden : all) {
                assertThatThrownBy(() -> database.query("open", forbidden, 10), forbidden)
                        .isInstanceOf(SQLException.class);
            }
            assertThat(numbers(database)).containsExactly(1, 2);
            assertThat(database.query("open", "select 1 union select 2", 1).complete()).isFalse();
            insert(database, 3);
            assertThat(numbers(database)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aRightHasOneHolderAtATime() throws Exception {
        try (LedgerDatabase database = open()) {
            assertThat(database.held("run-7")).isFalse();
            Closeable hold = database.hold("run-7").orElseThrow();
            assertThat(database.hold("run-7")).isEmpty();
            assertThat(database.held("run-7")).isTrue();
            assertThat(database.held("run-8")).isFalse();
            database.hold("run-8").orElseThrow().close();
            hold.close();
            assertThat(database.held("run-7")).isFalse();
            database.hold("run-7").orElseThrow().close();
        }
    }

    @Test
    void itsClockGoesOn() throws Exception {
        try (LedgerDatabase database = open()) {
            Instant before = database.clock().instant();
            Instant after = database.clock().instant();
            assertThat(after).isAfterOrEqualTo(before);
            assertThat(Duration.between(Instant.now(), after).abs()).isLessThan(Duration.ofDays(1));
        }
    }
}
