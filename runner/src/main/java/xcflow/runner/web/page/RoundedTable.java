package xcflow.runner.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xcflow.runner.report.Numbers;
import xcflow.runner.report.Report;

/** Tables of files, which have the digits that programs need, with those that people read. */
final class RoundedTable {
    /** A number that is not an integer; bounded, since the file may contain anything. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "-?[0-9]{1,20}(\\.[0-9]{0,40}([eE][-+]?[0-9]{1,3})?|[eE][-+]?[0-9]{1,3})");

    private RoundedTable() {}

    /**
     * @param rows the first with the names of the columns
     * @return rows of the same lengths; cells that are no numbers are as they were
     */
    static List<List<String>> of(List<List<String>> rows) {
        List<List<String>> rounded =
                rows.stream().map(ArrayList::new).collect(Collectors.toCollection(ArrayList::new));
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        for (int column = 0; column < columns; column++) {
            round(rounded, column);
        }
        return rounded;
    }

    private static void round(List<List<String>> rows, int column) {
        List<Integer> places = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        for (int row = 1; row < rows.size(); row++) {
            List<String> cells = rows.get(row);
            if (column < cells.size() && NUMBER.matcher(cells.get(column)).matches()) {
                places.add(row);
                numbers.add(Double.valueOf(cells.get(column)));
            }
        }
        List<String> texts =
                Numbers.column(new Report.Column(rows.get(0).get(column), ""), numbers);
        for (int i = 0; i < places.size(); i++) {
            rows.get(places.get(i)).set(column, texts.get(i));
        }
    }
}
