package xcflow.storage.postgresql;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import xcflow.storage.Sha256;

/**
 * Advisory locks of a connection that is kept for nothing else: the server gives them back when it
 * ends. A connection that was lost is replaced, and what was held is taken again, as long as nobody
 * else has it.
 */
final class AdvisoryHolds implements AutoCloseable {
    private static final String TAKE = "select pg_try_advisory_lock(?)";
    private static final String GIVE = "select pg_advisory_unlock(?)";
    private static final String ASK =
            "select exists (select 1 from pg_locks join pg_database d on d.oid = database"
                    + " where locktype = 'advisory' and d.datname = current_database() and granted"
                    + " and objsubid = 1 and (classid::bigint << 32) | objid::bigint = ?)";

    private final DataSource server;
    private final Set<String> held = new TreeSet<>();
    private Connection connection;

    /**
     * @param server gives connections that are of no pool
     */
    AdvisoryHolds(DataSource server) {
        this.server = server;
    }

    synchronized Optional<Closeable> hold(String name) throws IOException {
        if (held.contains(name) || !ask(TAKE, name)) {
            return Optional.empty();
        }
        held.add(name);
        return Optional.of(() -> give(name));
    }

    /** Whether this process or another has a right. */
    synchronized boolean held(String name) throws IOException {
        return held.contains(name) || ask(ASK, name);
    }

    private synchronized void give(String name) throws IOException {
        if (held.remove(name)) {
            ask(GIVE, name);
        }
    }

    private boolean ask(String question, String name) throws IOException {
        try {
            return ask(alive(), question, name);
        } catch (SQLException e) {
            throw new IOException("the database's locks: " + e.getMessage(), e);
        }
    }

    private static boolean ask(Connection connection, String question, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setLong(1, key(name));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private Connection alive() throws SQLException {
        if (connection == null || !connection.isValid(5)) {
            connection = server.getConnection();
            for (String name : held) {
                ask(connection, TAKE, name);
            }
        }
        return connection;
    }

    /** The server's locks have numbers. */
    private static long key(String name) {
        byte[] digest = Sha256.start().digest(("xcflow " + name).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    @Override
    public synchronized void close() {
        held.clear();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It had ended already, and the locks with it.
            return;
        }
    }
}
