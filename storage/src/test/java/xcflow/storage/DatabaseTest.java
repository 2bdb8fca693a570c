package xcflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.home.Home;

class DatabaseTest {
    private static final Schema FIRST = new Schema("numbers", "xcflow/storage/first", 1);
    private static final Schema SECOND = new Schema("numbers", "xcflow/storage/second", 2);

    @TempDir Path directory;

    private LedgerDatabase open() throws Exception {
        return open(FIRST);
    }

    private LedgerDatabase open(Schema schema) throws Exception {
        return new Home(directory.resolve("home")).database(schema);
    }

    private static int insert(LedgerDatabase database, int n) {
        return database.durably(handle -> handle.execute("insert into numbers (n) values (?)", n));
    }

    private static List<Integer> numbers(LedgerDatabase database) {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select n from numbers order by n")
                                        .mapTo(Integer.class)
                                        .list());
    }

    @Test
    void keepsWhatWasCommitted() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
        }
        try (LedgerDatabase database = open()) {
            assertThat(numbers(database)).containsExactly(1);
        }
    }

    @Test
    void migratesAnOlderSchemaAndKeepsTheRows() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 7);
        }
        try (LedgerDatabase database = open(SECOND)) {
            database.migrate(SECOND);
            String name =
                    database.jdbi()
                            .withHandle(
                                    handle ->
                                            handle.createQuery(
                                                            "select name from numbers where n = 7")
                                                    .mapTo(String.class)
                                                    .one());
            assertThat(name).isEqualTo("none");
        }
    }

    @Test
    void anExceptionRollsTheTransactionBack() {
        try (LedgerDatabase database = LedgerDatabase.inMemory()) {
            database.migrate(FIRST);
            assertThatThrownBy(
                            () ->
                                    database.durably(
                                            handle -> {
                                                handle.execute(
                                                        "insert into numbers (n) values (1)");
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(numbers(database)).isEmpty();
        }
    }

    /** Ends the session of a connection, as the process that has the database open does. */
    private static void end(Sql sql) {
        try {
            sql.connection().unwrap(JdbcConnection.class).getSession().close();
        } catch (SQLException e) {
            throw new AssertionError(e);
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
                                    end(sql);
                                }
                                return trials.get();
                            });
            assertThat(trial).isEqualTo(3);
            assertThat(numbers(database)).containsExactly(5);
            database.transaction(
                    handle -> {
                        handle.execute("insert into numbers (n) values (6)");
                        if (trials.incrementAndGet() == 4) {
                            end(new Sql(handle.getConnection()));
                        }
                        return null;
                    });
            assertThat(numbers(database)).containsExactly(5, 6);
        }
    }

    @Test
    void whatIsReadWhileItsSessionEndsIsReadAgain() throws Exception {
        try (LedgerDatabase database = open()) {
            database.migrate(FIRST);
            insert(database, 5);
            AtomicInteger trials = new AtomicInteger();
            Function<Sql, List<Integer>> broken =
                    sql -> {
                        if (trials.incrementAndGet() % 3 != 0) {
                            end(sql);
                        }
                        return greatest(sql);
                    };
            assertThat(database.<List<Integer>>snapshot(broken)).containsExactly(5);
            assertThat(database.<List<Integer>>read(broken)).containsExactly(5);
            assertThat(
                            database.<List<Integer>>readMapped(
                                    handle -> broken.apply(new Sql(handle.getConnection()))))
                    .containsExactly(5);
            assertThat(trials).hasValue(9);
        }
    }

    @Test
    void anHourThatAZoneHasTwiceIsKeptApart() {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (LedgerDatabase database = LedgerDatabase.inMemory()) {
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
        List<Integer> expected = new ArrayList<>();
        try (LedgerDatabase database = open()) {
            for (int n = 0; n < 40; n++) {
                int number = n;
                Thread thread = new Thread(() -> insert(database, number));
                thread.start();
                thread.interrupt();
                thread.join();
                expected.add(n);
            }
            assertThat(numbers(database)).isEqualTo(expected);
        }
        try (LedgerDatabase database = open()) {
            assertThat(numbers(database)).isEqualTo(expected);
        }
    }

    @Test
    void aQueryOfAUserCanReadOneSchemaAndChangeNothing() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
            insert(database, 2);
            database.jdbi()
                    .useHandle(
                            handle -> {
                                handle.execute("create schema open");
                                handle.execute(
                                        "create view open.evens as select n from numbers where mod(n, 2) = 0");
                            });
            LedgerDatabase.Answer answer = database.query("open", "select n from evens", 10);
            assertThat(answer.columns()).containsExactly("n");
            assertThat(answer.rows()).containsExactly(List.of(2));
            assertThat(answer.complete()).isTrue();
            for (String forbidden :
                    List.of(
                            "select * from public.numbers",
                            "delete from public.numbers",
                            "drop view evens",
                            "create table t (x int)",
                            "shutdown",
                            "script to '" + directory.resolve("stolen.sql") + "'",
                            "select csvwrite('"
                                    + directory.resolve("stolen.csv")
                                    + "', 'select 1')",
                            "select file_read('/etc/passwd')")) {
                assertThatThrownBy(() -> database.query("open", forbidden, 10))
                        .as(forbidden)
                        .isInstanceOf(java.sql.SQLException.class);
            }
            assertThat(numbers(database)).containsExactly(1, 2);
            assertThat(database.query("open", "select 1 union select 2", 1).complete()).isFalse();
        }
    }

    @Test
    void aSecondProcessCanWorkThroughTheFirst() throws Exception {
        try (LedgerDatabase database = open()) {
            insert(database, 1);
            Process other = start(SecondProcess.class, "2");
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();
            assertThat(numbers(database)).containsExactly(1, 2);
        }
    }

    @Test
    void processesThatBeginAtTheSameMomentMakeOneDatabase() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(start(SecondProcess.class, Integer.toString(i)));
        }
        for (Process process : all) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        try (LedgerDatabase database = open()) {
            assertThat(numbers(database)).containsExactly(0, 1, 2);
        }
    }

    private Process start(Class<?> main, String argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        directory.resolve("home").toString(),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @RepeatedTest(4)
    void transactionsHappenOnceWhileTheProcessThatHasTheDatabaseOpenEnds() throws Exception {
        Process owner = start(PassingOwner.class, "");
        try (var lines = owner.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            try (LedgerDatabase database = open()) {
                AtomicInteger last = new AtomicInteger();
                while (owner.isAlive()) {
                    int next = last.incrementAndGet();
                    database.atomically(
                            sql -> sql.update("insert into numbers (n) values (?)", next));
                    assertThat(database.<List<Integer>>read(DatabaseTest::greatest))
                            .containsExactly(next);
                    int after = last.incrementAndGet();
                    insert(database, after);
                    if (after == 40) {
                        owner.getOutputStream().close();
                    }
                }
                assertThat(last.get()).isGreaterThanOrEqualTo(40);
                assertThat(numbers(database))
                        .isEqualTo(IntStream.rangeClosed(1, last.get()).boxed().toList());
            }
        }
    }

    @RepeatedTest(3)
    void readersSurviveTheDeathOfTheProcessThatHasTheDatabaseOpen() throws Exception {
        Process owner = start(PassingOwner.class, "");
        try (var lines = owner.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            try (LedgerDatabase database = open()) {
                insert(database, 1);
                database.query("public", "select n from numbers", 10);
                for (int i = 0; i < 60; i++) {
                    if (i == 20) {
                        owner.destroyForcibly();
                    }
                    assertThat(database.<List<Integer>>snapshot(DatabaseTest::greatest))
                            .containsExactly(1);
                    assertThat(database.query("public", "select n from numbers", 10).rows())
                            .containsExactly(List.of(1));
                }
            }
        }
    }

    private static List<Integer> greatest(Sql sql) {
        return sql.query("select max(n) from numbers", row -> row.getInt(1));
    }

    /** Main class of a process that ends, in good order, when its input does. */
    static final class PassingOwner {
        private PassingOwner() {}

        public static void main(String[] arguments) throws Exception {
            try (LedgerDatabase database = new Home(Path.of(arguments[0])).database(FIRST)) {
                System.out.println("open");
                System.in.read();
            }
        }
    }

    /** Main class of the other process. */
    static final class SecondProcess {
        private SecondProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (LedgerDatabase database = new Home(Path.of(arguments[0])).database(FIRST)) {
                insert(database, Integer.parseInt(arguments[1]));
            }
        }
    }
}
