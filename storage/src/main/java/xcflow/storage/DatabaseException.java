package xcflow.storage;

import java.sql.SQLException;

/** The database did not do what a statement asked for. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String what, SQLException cause) {
        super(cause.getMessage() + " [" + what + "]", cause);
    }
}
