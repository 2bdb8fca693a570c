package xcflow.runner.replay;

/**
 * Tables (CSV) whose first line has the names of the columns, each of which has a tolerance of its
 * own. A cell of text must be equal.
 */
final class TableNumbers {
    private TableNumbers() {}

    static void compare(
            String where, String one, String other, Tolerances tolerances, Agreement agreement) {
        String[] before = one.split("\n", -1);
        String[] now = other.split("\n", -1);
        if (before.length != now.length || !before[0].equals(now[0])) {
            agreement.different(where + ": other columns or rows");
            return;
        }
        String[] columns = cells(before[0]);
        for (int line = 1; line < before.length; line++) {
            String[] cells = cells(before[line]);
            String[] others = cells(now[line]);
            if (cells.length != others.length) {
                agreement.different(where + " line " + (line + 1) + ": other cells");
                continue;
            }
            for (int i = 0; i < cells.length; i++) {
                String column = i < columns.length ? columns[i] : "";
                TextNumbers.compare(
                        where + " line " + (line + 1) + " " + column,
                        cells[i],
                        others[i],
                        false,
                        tolerances.column(column),
                        agreement);
            }
        }
    }

    /** Cells between commas that are not inside quotation marks (RFC 4180). */
    private static String[] cells(String line) {
        return line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    }
}
