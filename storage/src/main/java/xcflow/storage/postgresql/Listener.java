package xcflow.storage.postgresql;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.jdbc.Transactions;

/** Hears what processes announce, through a connection that is kept for nothing else. */
final class Listener implements Closeable {
    /** Tells everybody; the argument is an array of texts. */
    static final String NOTIFY =
            "select pg_notify('xcflow_' || split_part(words, ' ', 1), words) from unnest(?) as words";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /**
     * How long one look may wait: a connection that died silently is noticed at the latest then.
     */
    private static final int LOOK_MILLIS = 10_000;

    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

    private final DataSource server;
    private final String topic;
    private final Consumer<String> heard;
    private volatile Connection connection;
    private volatile boolean closed;

    /**
     * @param server gives connections that are of no pool
     * @param topic small letters
     */
    Listener(DataSource server, String topic, Consumer<String> heard) {
        if (!topic.matches("[a-z]{1,30}")) {
            throw new IllegalArgumentException("not a topic: " + topic);
        }
        this.server = server;
        this.topic = topic;
        this.heard = heard;
        Thread thread = new Thread(this::run, "xcflow-listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Connection mine = server.getConnection()) {
                connection = mine;
                try (Statement statement = mine.createStatement()) {
                    statement.execute("listen xcflow_" + topic);
                }
                tell(""); // What was said before this is lost.
                listen(mine);
            } catch (SQLException e) {
                LOG.debug("the server is not heard", e);
                if (!closed) {
                    Transactions.pause(BEFORE_NEXT_TRY);
                }
            }
        }
    }

    private void listen(Connection mine) throws SQLException {
        PGConnection notices = mine.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] found = notices.getNotifications(LOOK_MILLIS);
            if (found == null || found.length == 0) {
                if (!mine.isValid(LOOK_MILLIS / 1_000)) {
                    throw new SQLException("the connection ended");
                }
                continue;
            }
            for (PGNotification notice : found) {
                tell(notice.getParameter());
            }
        }
    }

    private void tell(String words) {
        try {
            heard.accept(words);
        } catch (RuntimeException e) {
            LOG.warn("what was announced could not be followed: {}", words, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection mine = connection;
        if (mine != null) {
            try {
                mine.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("the listening connection had ended", e);
            }
        }
    }
}
