package xcflow.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** BoundArguments in the places of question marks. */
final class BoundArguments {
    private BoundArguments() {}

    /**
     * @param first number of the first question mark that is theirs, from 1
     * @return number of the first one after theirs
     */
    static int bind(PreparedStatement statement, int first, Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, first + i, arguments[i]);
        }
        return first + arguments.length;
    }

    private static void bind(PreparedStatement statement, int place, Object argument)
            throws SQLException {
        Object value = argument instanceof Optional<?> optional ? optional.orElse(null) : argument;
        if (value instanceof Instant time) {
            // Not as a java.sql.Timestamp, which drivers convert with the zone of the machine.
            statement.setObject(place, time.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Sql.Values list) {
            statement.setArray(
                    place, statement.getConnection().createArrayOf(list.type(), list.values()));
        } else if (value == null) {
            statement.setNull(place, java.sql.Types.NULL);
        } else {
            statement.setObject(place, value);
        }
    }
}
