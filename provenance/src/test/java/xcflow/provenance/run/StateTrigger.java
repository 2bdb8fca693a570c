package xcflow.provenance.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.h2.api.Trigger;

/** Notes how the state of a row changes; H2 calls it. */
public final class StateTrigger implements Trigger {
    private String table;
    private int state;
    private final List<Integer> telling = new ArrayList<>();

    @Override
    public void init(
            Connection connection,
            String schema,
            String trigger,
            String table,
            boolean before,
            int type)
            throws SQLException {
        this.table = table.toLowerCase(Locale.ROOT);
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, table, null)) {
            while (columns.next()) {
                String column = columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
                int index = columns.getInt("ORDINAL_POSITION") - 1;
                if (column.equals("state")) {
                    state = index;
                }
                if (StateWatch.TELLING.contains(column)) {
                    telling.add(index);
                }
            }
        }
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        if (before != null && telling.stream().allMatch(i -> Objects.equals(before[i], after[i]))) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into state_changes values (?, ?, ?)")) {
            insert.setString(1, table);
            insert.setString(2, before == null ? "" : (String) before[state]);
            insert.setString(3, (String) after[state]);
            insert.executeUpdate();
        }
    }
}
