package xcflow.provenance.move;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tables of a project's records, those first that others refer to. */
final class TableOrder {
    private TableOrder() {}

    /** Columns of each table by its name, in lower case. */
    static Map<String, List<String>> of(Connection connection) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        boolean upper = meta.storesUpperCaseIdentifiers();
        String schema = upper ? "PUBLIC" : "public";
        Map<String, List<String>> columns = new TreeMap<>();
        try (ResultSet rows = meta.getColumns(connection.getCatalog(), schema, null, null)) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString("TABLE_NAME"), name -> new ArrayList<>())
                        .add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        columns.keySet().removeIf(name -> !isRecord(name.toLowerCase(Locale.ROOT)));
        Map<String, Set<String>> needed = new LinkedHashMap<>();
        for (String name : columns.keySet()) {
            Set<String> before = new LinkedHashSet<>();
            try (ResultSet keys = meta.getImportedKeys(connection.getCatalog(), schema, name)) {
                while (keys.next()) {
                    before.add(keys.getString("PKTABLE_NAME"));
                }
            }
            before.remove(name);
            needed.put(name, before);
        }
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        needed.keySet().forEach(name -> add(name, needed, columns, ordered));
        return ordered;
    }

    private static void add(
            String name,
            Map<String, Set<String>> needed,
            Map<String, List<String>> columns,
            Map<String, List<String>> ordered) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!ordered.containsKey(lower)) {
            needed.get(name).forEach(before -> add(before, needed, columns, ordered));
            ordered.put(lower, columns.get(name));
        }
    }

    /** Histories of migrations belong to a database, and times of schedules to their server. */
    private static boolean isRecord(String table) {
        return !table.startsWith("migrations_") && !table.startsWith("qrtz_");
    }
}
