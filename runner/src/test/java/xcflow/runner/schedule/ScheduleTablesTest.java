package xcflow.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.h2.H2Database;

class ScheduleTablesTest {
    private static List<String> statements() throws Exception {
        try (InputStream in =
                Scheduler.class.getResourceAsStream(
                        "/org/quartz/impl/jdbcjobstore/tables_h2.sql")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(script.replaceAll("(?m)^--.*$", "").split(";"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty() && !sql.equalsIgnoreCase("commit"))
                    .toList();
        }
    }

    private static void execute(LedgerDatabase database, List<String> statements) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> objects(LedgerDatabase database) {
        return database.read(
                sql ->
                        sql.query(
                                "select table_name as name from information_schema.tables where table_schema ="
                                        + " 'PUBLIC' union all select constraint_name from"
                                        + " information_schema.table_constraints order by name",
                                row -> row.getString(1)));
    }

    @Test
    void theTablesAreCompletedWhereverTheirMakingEnded() throws Exception {
        List<String> all = statements();
        List<String> expected;
        try (LedgerDatabase database = H2Database.inMemory()) {
            execute(database, all);
            expected = objects(database);
        }
        assertThat(expected).hasSizeGreaterThan(20);
        for (int done = 0; done <= all.size(); done++) {
            try (LedgerDatabase database = H2Database.inMemory()) {
                execute(database, all.subList(0, done));
                ScheduleTables.complete(database);
                assertThat(objects(database)).as("after %d statements", done).isEqualTo(expected);
            }
        }
    }

    @Test
    void schedulesWorkWhereTheirTablesWereHalfMade() throws Exception {
        try (LedgerDatabase database = H2Database.inMemory()) {
            execute(database, statements().subList(0, 11));
            try (Schedules schedules = Schedules.open(database)) {
                schedules.add(
                        "nightly",
                        Path.of("w.yaml"),
                        "0 0 3 * * ?",
                        ZoneId.of("UTC"),
                        List.of(),
                        true);
                assertThat(schedules.list()).hasSize(1);
            }
            execute(
                    database,
                    List.of(
                            "update qrtz_job_details set job_class_name = 'org.quartz.jobs.NativeJob'"));
            assertThatThrownBy(() -> Schedules.open(database))
                    .isInstanceOf(UnusableDatabaseException.class)
                    .hasMessageContaining("org.quartz.jobs.NativeJob");
        }
    }
}
