package xcflow.storage.h2;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;

/** H2, loaded with no more rights than it needs. */
final class H2Engine {
    static final String USER = "xcflow";

    static {
        // A database is data: no class that it names is loaded, except the one that H2's
        // server names in a database of its own. H2 reads this once, when it is loaded itself.
        System.setProperty("h2.allowedClasses", "org.h2.server.TcpServer");
        SteadyFilePath.register();
        // A connection into another process is dead when that process ends, however recently it
        // was used; the pool would only ask those that have rested for half a second. With 0 it
        // would not ask those that come back within the same millisecond: all trials could be spent
        // on one of them.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
    }

    private H2Engine() {}

    /** To be called before anything else of H2. */
    static void load() {
        // What is to be done is done when this class is initialised.
    }

    /** A database file that only this process knows. */
    static JdbcDataSource alone(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:steady:"
                        + name(file)
                        + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;MAX_COMPACT_TIME=0"
                        + ";MAX_LENGTH_INPLACE_LOB=2048");
        source.setUser(USER);
        source.setPassword("");
        return source;
    }

    /** The name of a database as H2 wants it, without the ending of its file. */
    static String name(Path file) {
        String text = file.toString();
        return text.substring(0, text.length() - ".mv.db".length());
    }

    /** The file of a database with a name. */
    static Path file(Path name) {
        return name.resolveSibling(name.getFileName() + ".mv.db");
    }
}
