package xcflow.provenance.move;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import xcflow.storage.Sha256;

/**
 * The rows of a table, as they mean the same in every database.
 *
 * @param table its name
 * @param columns their names, in the order in which they are read and written
 */
record TableRows(String table, List<String> columns) {
    private static final int BATCH = 500;

    /** What tells whether two tables have the same rows. */
    record Digest(long rows, String sha256) {}

    /** Is given rows one by one. */
    @FunctionalInterface
    interface Sink {
        void add(List<Object> row) throws SQLException;
    }

    private void read(Connection connection, Sink sink) throws SQLException {
        String query = "select " + String.join(", ", columns) + " from " + table;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    List<Object> row = new ArrayList<>(columns.size());
                    for (int i = 1; i <= columns.size(); i++) {
                        row.add(value(rows, i));
                    }
                    sink.add(row);
                }
            }
        }
    }

    private static Object value(ResultSet rows, int column) throws SQLException {
        int type = rows.getMetaData().getColumnType(column);
        String name = rows.getMetaData().getColumnTypeName(column);
        return switch (type) {
            case Types.CLOB, Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR -> rows.getString(column);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                    rows.getBytes(column);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                    rows.getObject(column, OffsetDateTime.class);
            case Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.BOOLEAN,
                    Types.BIT,
                    Types.DOUBLE ->
                    rows.getObject(column);
            default ->
                    throw new SQLException(
                            "column "
                                    + column
                                    + " has the type "
                                    + name
                                    + ", which cannot be moved");
        };
    }

    /** Writes all rows into the same table of another database. */
    void copy(Connection from, Connection to) throws SQLException {
        String insert =
                "insert into "
                        + table
                        + " ("
                        + String.join(", ", columns)
                        + ") values ("
                        + "?, ".repeat(columns.size() - 1)
                        + "?)";
        try (PreparedStatement statement = to.prepareStatement(insert)) {
            int[] waiting = new int[1];
            read(
                    from,
                    row -> {
                        for (int i = 0; i < row.size(); i++) {
                            set(statement, i + 1, row.get(i));
                        }
                        statement.addBatch();
                        if (++waiting[0] == BATCH) {
                            statement.executeBatch();
                            waiting[0] = 0;
                        }
                    });
            if (waiting[0] > 0) {
                statement.executeBatch();
            }
        }
    }

    private static void set(PreparedStatement statement, int index, Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setObject(index, value);
        }
    }

    /** Number and contents of the rows, in whatever order they come. */
    Digest digest(Connection connection) throws SQLException {
        byte[] sum = new byte[32];
        long[] count = new long[1];
        read(
                connection,
                row -> {
                    byte[] hash = hash(row);
                    int carry = 0;
                    for (int i = 0; i < sum.length; i++) {
                        // A sum, not an exclusive or, in which equal rows would vanish.
                        carry += (sum[i] & 0xff) + (hash[i] & 0xff);
                        sum[i] = (byte) carry;
                        carry >>= 8;
                    }
                    count[0]++;
                });
        return new Digest(count[0], HexFormat.of().formatHex(sum));
    }

    private static byte[] hash(List<Object> row) {
        MessageDigest digest = Sha256.start();
        for (Object value : row) {
            String text =
                    value instanceof OffsetDateTime time
                            ? time.toInstant().toString()
                            : value instanceof byte[] bytes
                                    ? HexFormat.of().formatHex(bytes)
                                    : String.valueOf(value);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    (value == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** Lets the numbers that the other database gives continue behind those of the rows. */
    void continueNumbers(Connection from, Connection to) throws SQLException {
        if (!columns.contains("id") || !generated(to)) {
            return;
        }
        long next;
        try (Statement statement = from.createStatement();
                ResultSet rows =
                        statement.executeQuery("select coalesce(max(id), 0) + 1 from " + table)) {
            rows.next();
            next = rows.getLong(1);
        }
        try (Statement statement = to.createStatement()) {
            statement.execute("alter table " + table + " alter column id restart with " + next);
        }
    }

    private boolean generated(Connection connection) throws SQLException {
        String query =
                "select is_identity from information_schema.columns where lower(table_name) = ? and lower(column_name) = 'id'"
                        + " and lower(table_schema) = 'public'";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && "YES".equals(rows.getString(1));
            }
        }
    }
}
