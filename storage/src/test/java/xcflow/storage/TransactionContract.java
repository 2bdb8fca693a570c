package xcflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

/** What transactions and snapshots of every ledger database do. */
public abstract class TransactionContract {
    protected static final Schema FIRST = new Schema("numbers", "xcflow/storage/first", 1);
    protected static final Schema SECOND = new Schema("numbers", "xcflow/storage/second", 2);

    /** Opens the database of this test, the same with each call, and gives it the tables. */
    protected abstract LedgerDatabase open(Schema schema) throws Exception;

    /** Ends the session of a connection, as the end of the process that serves it does. */
    protected abstract void end(Sql sql) throws SQLException;

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

    protected final void endQuietly(Sql sql) {
        try {
            end(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
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
                            database.atomically(TransactionContract::increment);
                        }
                        return null;
                    });
            assertThat(database.<Integer>read(TransactionContract::counted)).isEqualTo(100);
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
}
