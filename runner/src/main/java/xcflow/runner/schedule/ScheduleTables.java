package xcflow.runner.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.Scheduler;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.UnusableDatabaseException;

/**
 * Quartz's own tables, made with the scripts that Quartz brings. H2 commits after each statement of
 * them; those that a process did not come to before it ended are made up for by the next one.
 */
final class ScheduleTables {
    private static final Pattern MADE =
            Pattern.compile(
                    "(?is)CREATE\\s+TABLE\\s+(\\w+).*|ALTER\\s+TABLE\\s+\\w+\\s+ADD\\s+CONSTRAINT\\s+(\\w+).*");

    private static final String NAMES =
            "select table_name from information_schema.tables where upper(table_name) like 'QRTZ%'"
                    + " union all select constraint_name from information_schema.table_constraints"
                    + " where upper(table_name) like 'QRTZ%'";

    /** Jobs, calendars and triggers that Quartz would load as classes or serialized objects. */
    private static final String FOREIGN =
            "select job_class_name from qrtz_job_details where job_class_name <> '"
                    + SubmitJob.class.getName()
                    + "' union all select 'calendar ' || calendar_name from qrtz_calendars"
                    + " union all select 'trigger ' || trigger_name from qrtz_triggers"
                    + " where trigger_type not in ('CRON', 'SIMPLE')"
                    + " union all select 'trigger ' || trigger_name from qrtz_blob_triggers";

    /** Any number, the same in every process: who has it makes the tables. */
    private static final long LOCK = 7_291_466_031L;

    private ScheduleTables() {}

    /**
     * Makes the tables that are not there.
     *
     * @throws UnusableDatabaseException if a job in them is none of ours
     */
    static void complete(LedgerDatabase database) throws SQLException, IOException {
        List<String> script = script(embedded(database));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (embedded(database)) {
                embedded(script, statement);
            } else {
                connection.setAutoCommit(false);
                try {
                    server(script, statement);
                    connection.commit();
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
            refuseForeign(statement);
        }
    }

    private static boolean embedded(LedgerDatabase database) {
        return database.dialect() == LedgerDatabase.Dialect.H2;
    }

    private static void embedded(List<String> script, Statement statement) throws SQLException {
        Set<String> there = names(statement);
        for (String sql : script) {
            if (!there.contains(made(sql))) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    // Perhaps another process was quicker.
                    there = names(statement);
                    if (!there.contains(made(sql))) {
                        throw e;
                    }
                }
            }
        }
    }

    private static void server(List<String> script, Statement statement) throws SQLException {
        if (names(statement).contains("QRTZ_TRIGGERS")) {
            return;
        }
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        if (!names(statement).contains("QRTZ_TRIGGERS")) {
            for (String sql : script) {
                statement.execute(sql);
            }
        }
    }

    /** The table or constraint that a statement makes; empty if it makes something else. */
    private static String made(String sql) {
        Matcher matcher = MADE.matcher(sql);
        if (!matcher.matches()) {
            return "";
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return name.toUpperCase(Locale.ROOT);
    }

    private static Set<String> names(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(NAMES)) {
            while (rows.next()) {
                names.add(rows.getString(1).toUpperCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void refuseForeign(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(FOREIGN)) {
            if (rows.next()) {
                throw new UnusableDatabaseException(
                        "the project's schedules are not as xcflow makes them: they contain "
                                + rows.getString(1)
                                + ", which might act in xcflow's place");
            }
        }
    }

    private static List<String> script(boolean embedded) throws IOException {
        String name = embedded ? "tables_h2.sql" : "tables_postgres.sql";
        List<String> statements = new ArrayList<>();
        try (InputStream in =
                Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String command : text.replaceAll("(?m)^--.*$", "").split(";")) {
                String sql = command.strip();
                if (!sql.isEmpty() && !sql.equalsIgnoreCase("commit")) {
                    statements.add(sql);
                }
            }
        }
        return statements;
    }
}
