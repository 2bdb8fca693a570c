package xcflow.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Schema;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.home.Home;

class ForeignDatabaseTest {
    private static final Schema SCHEMA = new Schema("numbers", "xcflow/storage/second", 2);

    @TempDir Path directory;
    private Path ran;

    @BeforeEach
    void made() throws Exception {
        ran = directory.resolve("ran");
        try (LedgerDatabase database = open()) {
            database.atomically(sql -> sql.update("insert into numbers (n) values (1)"));
            assertThat(database.query("public", "select n from numbers", 9).complete()).isTrue();
        }
        open().close();
    }

    private LedgerDatabase open() throws Exception {
        return new Home(directory.resolve("home")).database(SCHEMA);
    }

    private Path file() {
        return directory.resolve("home/xcflow.mv.db");
    }

    /** Changes the database as its former owner could, with H2 alone. */
    private void change(String... statements) throws SQLException {
        try (Connection connection = H2Engine.alone(file()).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Code that leaves a file behind. */
    private String code(String declaration, String result) {
        return "'"
                + declaration
                + " { try { new java.io.FileOutputStream(\""
                + ran
                + "\").close(); } catch (Exception e) {} return "
                + result
                + "; }'";
    }

    /** H2 adds to the columns how often their values differ, by itself when many rows changed. */
    @Test
    void aDatabaseThatH2HasMadeStatisticsOfIsStillOurs() throws Exception {
        change("insert into numbers (n) select x from system_range(2, 3000)", "analyze");
        try (LedgerDatabase database = open()) {
            assertThat(database.query("public", "select count(*) from numbers", 9).complete())
                    .isTrue();
        }
        assertThat(StoredDefinitions.of(file()).orElseThrow())
                .anyMatch(definition -> definition.sql().contains("SELECTIVITY"));
    }

    private void refused(String name) throws Exception {
        Files.deleteIfExists(ran);
        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(file().toString());
        assertThat(ran).doesNotExist();
    }

    @Test
    void aTriggerIsNotCalledButNamed() throws Exception {
        change(
                "create trigger t before select on numbers as "
                        + code(
                                "org.h2.api.Trigger create()",
                                "new org.h2.api.Trigger() { public void fire(java.sql.Connection c, Object[] a, Object[] b) {} }"));
        assertThat(ran).exists();
        refused("trigger public.t");
    }

    @Test
    void anAliasIsNotCalledButNamed() throws Exception {
        change("create alias f as " + code("int f()", "1"));
        refused("alias public.f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "view public.v         | create view v as select n + 1 as n from numbers",
                "view public.w         | create view w as select * from csvread('/etc/passwd')",
                "constant public.one   | create constant one value 1",
                "domain public.d       | create domain d as integer check (value > 0)",
                "synonym public.s      | create synonym s for numbers",
                "user public.admin     | create user \"PUBLIC.ADMIN\" password '' admin",
                "role other            | create role other",
                "right public.numbers  | grant insert on numbers to reader",
                "table public.numbers  | alter table numbers add column x varchar default file_read('/etc/passwd', null)",
                "table public.numbers  | alter table numbers add column x varchar generated always as (concat('a', n))",
                "constraint public.c   | alter table numbers add constraint c check (char_length(file_read('/etc/passwd')) > n)",
                "SET CLUSTER           | set cluster 'a:1,b:2'",
                "SET IGNORECASE        | set ignorecase true",
                "linked table public.l | create linked table l('', 'jdbc:h2:mem:x;DB_CLOSE_DELAY=-1', 'sa', '', 'INFORMATION_SCHEMA', 'USERS')",
            })
    void whatNoMigrationMakesIsNamed(String name, String sql) throws Exception {
        try {
            change(sql);
        } catch (SQLException e) {
            // Not every change can be made to a database that is in use; then it is no danger.
            assertThat(name).as(e.getMessage()).isEqualTo("SET CLUSTER");
            return;
        }
        refused(name);
    }

    @Test
    void viewsAreThoseOfSomeVersion() {
        LawfulViews views = new LawfulViews(SCHEMA);
        assertThat(views.test("CREATE FORCE VIEW \"PUBLIC\".\"V\" AS SELECT 1")).isFalse();
    }

    @Test
    void namesCannotHideAFunction() {
        for (String sql :
                List.of(
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" CHARACTER VARYING DEFAULT \"FILE_READ\"('/x'))",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" CHARACTER VARYING DEFAULT file_read('/x'))",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" INTEGER DEFAULT 1 + \"F\"())",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" INTEGER) ENGINE \"x.Y\"",
                        "CREATE FORCE LINKED TABLE \"PUBLIC\".\"T\"('', '', '', '', '')",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" JAVA_OBJECT)",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" INTEGER DEFAULT 1 - \"F\"())",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" INTEGER DEFAULT (\"F\"()))",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" INTEGER CHECK (TRUE))",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T\"(\"X\" INTEGER); SHUTDOWN",
                        "CREATE CACHED TABLE \"PUBLIC\".\"T")) {
            assertThat(Foreign.lawful(new xcflow.storage.h2.Definition(0, sql), view -> false))
                    .as(sql)
                    .isFalse();
        }
    }

    @Test
    void nobodyElseCanReadAProject() throws Exception {
        assertThat(Files.getPosixFilePermissions(directory.resolve("home")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
        open().close();
        assertThat(Files.getPosixFilePermissions(file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theReaderOfAForeignDatabaseReadsNoFilesAndCannotShutItselfOut() throws Exception {
        Path stolen = directory.resolve("stolen");
        String here = directory.resolve("here.csv").toString();
        Files.writeString(Path.of(here), "A\n1\n");
        try (LedgerDatabase database = open()) {
            for (String forbidden :
                    List.of(
                            "select * from csvread('" + here + "')",
                            "select file_read('" + here + "')",
                            "select file_write('x', '" + stolen + "')",
                            "select csvwrite('" + stolen + "', 'select 1')",
                            "select * from link_schema('a', '', 'jdbc:h2:mem:', 'sa', '', 'PUBLIC')",
                            "runscript from '" + here + "'",
                            "script to '" + stolen + "'",
                            "backup to '" + stolen + "'",
                            "select abort_session(1)",
                            "create alias f as 'int f() { return 1; }'")) {
                assertThatThrownBy(() -> database.query("public", forbidden, 9))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class);
                assertThat(stolen).as(forbidden).doesNotExist();
            }
            try {
                database.query("public", "select 1; set password 'x'", 9);
            } catch (SQLException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
            assertThat(database.query("public", "select n from numbers", 9).rows().size())
                    .isEqualTo(1);
        }
    }
}
