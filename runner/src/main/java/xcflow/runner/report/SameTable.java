package xcflow.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells whether one table only repeats another: tasks often give the same rows as records, as CSV
 * and as Markdown, the latter with fewer digits.
 */
final class SameTable {
    private static final double CLOSE = 1e-4;

    private SameTable() {}

    /** Whether each cell of the second table is in the first, under the same heading. */
    static boolean covers(Report.Table first, Report.Table second) {
        if (first.rows().size() != second.rows().size()) {
            return false;
        }
        List<String> known = first.columns().stream().map(c -> key(c.name())).toList();
        List<Integer> places = new ArrayList<>();
        for (Report.Column column : second.columns()) {
            int place = known.indexOf(key(column.name()));
            if (place < 0) {
                return false;
            }
            places.add(place);
        }
        for (int row = 0; row < first.rows().size(); row++) {
            for (int i = 0; i < places.size(); i++) {
                Object one = first.rows().get(row).get(places.get(i));
                if (!same(one, second.rows().get(row).get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static boolean same(Object first, Object second) {
        Object one = first instanceof String text ? Csv.value(text) : first;
        Object other = second instanceof String text ? Csv.value(text) : second;
        if (one instanceof Number a && other instanceof Number b) {
            double difference = Math.abs(a.doubleValue() - b.doubleValue());
            return difference <= CLOSE * Math.abs(a.doubleValue()) || a.equals(b);
        }
        return Objects.toString(one, "").equals(Objects.toString(other, ""));
    }
}
