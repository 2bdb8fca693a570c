package xcflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Schema FIRST = new Schema("numbers", "xcflow/storage/first", 1);
    private static final Schema SECOND = new Schema("numbers", "xcflow/storage/second", 2);

    @TempDir Path directory;

    private Database open() throws Exception {
        return new Home(directory.resolve("home")).database();
    }

    private static int insert(Database database, int n) {
        return database.durably(handle -> handle.execute("insert into numbers (n) values (?)", n));
    }

    private static List<Integer> numbers(Database database) {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select n from numbers order by n")
                                        .mapTo(Integer.class)
                                        .list());
    }

    @Test
    void keepsWhatWasCommitted() throws Exception {
        try (Database database = open()) {
            database.migrate(FIRST);
            insert(database, 1);
        }
        try (Database database = open()) {
            assertThat(numbers(database)).containsExactly(1);
        }
    }

    @Test
    void migratesAnOlderSchemaAndKeepsTheRows() throws Exception {
        try (Database database = open()) {
            database.migrate(FIRST);
            insert(database, 7);
        }
        try (Database database = open()) {
            database.migrate(SECOND);
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
        try (Database database = Database.inMemory()) {
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

    @Test
    void theInterruptionOfAThreadHarmsNeitherItsCommitNorTheDatabase() throws Exception {
        List<Integer> expected = new ArrayList<>();
        try (Database database = open()) {
            database.migrate(FIRST);
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
        try (Database database = open()) {
            assertThat(numbers(database)).isEqualTo(expected);
        }
    }

    @Test
    void aQueryOfAUserCanReadOneSchemaAndChangeNothing() throws Exception {
        try (Database database = open()) {
            database.migrate(FIRST);
            insert(database, 1);
            insert(database, 2);
            database.jdbi()
                    .useHandle(
                            handle -> {
                                handle.execute("create schema open");
                                handle.execute(
                                        "create view open.evens as select n from numbers where mod(n, 2) = 0");
                            });
            Database.Answer answer = database.query("open", "select n from evens", 10);
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
        try (Database database = open()) {
            database.migrate(FIRST);
            insert(database, 1);
            Process other =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    SecondProcess.class.getName(),
                                    directory.resolve("home").toString())
                            .inheritIO()
                            .start();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();
            assertThat(numbers(database)).containsExactly(1, 2);
        }
    }

    /** Main class of the other process. */
    static final class SecondProcess {
        private SecondProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (Database database = new Home(Path.of(arguments[0])).database()) {
                database.migrate(FIRST);
                insert(database, 2);
            }
        }
    }
}
