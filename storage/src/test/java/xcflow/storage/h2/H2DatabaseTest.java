package xcflow.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.LedgerDatabaseContract;
import xcflow.storage.Schema;
import xcflow.storage.Sql;
import xcflow.storage.home.Home;

class H2DatabaseTest extends LedgerDatabaseContract {
    @TempDir Path directory;

    @Override
    protected LedgerDatabase open(Schema schema) throws Exception {
        return new Home(directory.resolve("home")).database(schema);
    }

    @Override
    protected void end(Sql sql) throws SQLException {
        sql.connection().unwrap(JdbcConnection.class).getSession().close();
    }

    @Override
    protected List<String> forbidden() {
        return List.of(
                "select * from public.numbers",
                "shutdown",
                "script to '" + directory.resolve("stolen.sql") + "'",
                "select csvwrite('" + directory.resolve("stolen.csv") + "', 'select 1')",
                "select file_read('/etc/passwd')");
    }

    @Test
    void keepsWhatWasCommittedWhenItIsClosed() throws Exception {
        try (LedgerDatabase database = open()) {
            Thread.currentThread().interrupt();
            insert(database, 1);
            assertThat(Thread.interrupted()).isTrue();
        }
        try (LedgerDatabase database = open(SECOND)) {
            assertThat(numbers(database)).containsExactly(1);
        }
    }

    /** In memory it does the same, and no other process is there to end its sessions. */
    @Test
    void worksInMemory() throws Exception {
        try (LedgerDatabase database = H2Database.inMemory();
                LedgerDatabase other = H2Database.inMemory()) {
            database.migrate(FIRST);
            other.migrate(SECOND);
            insert(database, 1);
            assertThat(numbers(database)).containsExactly(1);
            assertThat(numbers(other)).isEmpty();
            assertThat(database.query("public", "select n from numbers", 10).rows())
                    .containsExactly(List.of(1));
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
                    assertThat(database.<List<Integer>>read(H2DatabaseTest::greatest))
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
                    assertThat(database.<List<Integer>>snapshot(H2DatabaseTest::greatest))
                            .containsExactly(1);
                    assertThat(database.query("public", "select n from numbers", 10).rows())
                            .containsExactly(List.of(1));
                }
            }
        }
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
