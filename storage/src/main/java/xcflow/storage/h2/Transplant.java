package xcflow.storage.h2;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import xcflow.storage.DatabaseException;
import xcflow.storage.Schema;

/**
 * Brings the rows of a half-migrated database into tables that are made anew: first those of the
 * version that is recorded as installed, then, with the rows in them, those of the newest one.
 */
final class Transplant {
    private static final int BATCH = 500;

    /** Tables of the schedules, which no migration makes. */
    private static final String OTHERS = "QRTZ_";

    private final Path file;
    private final Path halfMade;
    private final Schema schema;

    /**
     * @param file what the user knows, for messages
     */
    Transplant(Path file, Path halfMade, Schema schema) {
        this.file = file;
        this.halfMade = halfMade;
        this.schema = schema;
    }

    /** Fills an empty file; false if there are rows for which there is no place in it. */
    boolean into(Path fresh) {
        try (Migration old = new Migration(H2Engine.alone(halfMade), schema);
                Migration made = new Migration(H2Engine.alone(fresh), schema)) {
            int version = old.installed();
            if (version == 0 && rows(old) > 0) {
                return false;
            }
            if (version > 0) {
                made.to(version);
                others(old, made);
                copy(old, made);
            }
            made.toNewest();
            return true;
        } catch (SQLException e) {
            throw new DatabaseException("completing " + file, e);
        }
    }

    /** Rows of a database without a history, except the one that the first migration writes. */
    private long rows(Migration old) {
        long rows = 0;
        for (String table : tables(old)) {
            if (!table.equals("EVENT_HEAD")) {
                rows += Long.parseLong(old.texts("select count(*) from " + quoted(table)).get(0));
            }
        }
        return rows;
    }

    private List<String> tables(Migration database) {
        return database
                .texts(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC'"
                                + " and table_type = 'BASE TABLE' order by table_name")
                .stream()
                .filter(table -> !table.equals(schema.history()))
                .toList();
    }

    private static void others(Migration old, Migration made) throws SQLException {
        try (Statement statement = made.connection().createStatement()) {
            for (String sql : old.definitions()) {
                if (sql.contains("\"" + OTHERS) && !sql.startsWith("--")) {
                    statement.execute(sql);
                }
            }
        }
    }

    private void copy(Migration old, Migration made) throws SQLException {
        try (Statement statement = made.connection().createStatement()) {
            statement.execute("set referential_integrity false");
            for (String table : tables(made)) {
                statement.execute("delete from " + quoted(table));
                copy(table, old, made);
            }
            statement.execute("set referential_integrity true");
        }
    }

    private static void copy(String table, Migration old, Migration made) throws SQLException {
        String columns =
                made
                        .texts(
                                "select column_name from information_schema.columns where table_schema ="
                                        + " 'PUBLIC' and table_name = '"
                                        + table
                                        + "' order by ordinal_position")
                        .stream()
                        .map(Transplant::quoted)
                        .collect(Collectors.joining(", "));
        int count = columns.split(", ").length;
        Connection to = made.connection();
        try (Statement select = old.connection().createStatement();
                ResultSet rows =
                        select.executeQuery("select " + columns + " from " + quoted(table));
                PreparedStatement insert =
                        to.prepareStatement(
                                "insert into "
                                        + quoted(table)
                                        + " ("
                                        + columns
                                        + ") values ("
                                        + String.join(", ", Collections.nCopies(count, "?"))
                                        + ")")) {
            int waiting = 0;
            while (rows.next()) {
                for (int i = 1; i <= count; i++) {
                    insert.setObject(i, rows.getObject(i));
                }
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        continueNumbers(table, old, made);
    }

    /** Lets the numbers of new rows go on where they were. */
    private static void continueNumbers(String table, Migration old, Migration made)
            throws SQLException {
        List<String> numbers =
                old.texts(
                        "select concat('alter table \"', table_name, '\" alter column \"', column_name,"
                                + " '\" restart with ', identity_base) from information_schema.columns where"
                                + " table_schema = 'PUBLIC' and is_identity = 'YES' and table_name = '"
                                + table
                                + "'");
        try (Statement statement = made.connection().createStatement()) {
            for (String sql : numbers) {
                statement.execute(sql);
            }
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
