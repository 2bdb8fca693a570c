package xcflow.experiments.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.spi.TaskFailure;

/**
 * The numbers of a figure, taken out of rows.
 *
 * @param missing number of rows without a number
 */
record PlotRows(List<Point> points, int missing) {

    /**
     * @param x as it is written in the row
     * @param error not a number if there is none
     * @param name empty if there is none
     */
    record Point(Object x, double y, String series, double error, String name) {

        /** The place across, if it is a number. */
        double number() {
            return x instanceof Number number ? number.doubleValue() : Double.NaN;
        }
    }

    static PlotRows of(PlotTask.Inputs inputs) throws TaskFailure {
        List<Map<String, Object>> flat = new ArrayList<>();
        for (Object row : inputs.rows()) {
            Map<String, Object> outer = new LinkedHashMap<>();
            flatten("", row, outer);
            if (inputs.unfold().isEmpty()) {
                flat.add(outer);
                continue;
            }
            Object inner = at(row, inputs.unfold().get());
            if (!(inner instanceof List<?> list)) {
                throw new TaskFailure(
                        "a row has no list '" + inputs.unfold().get() + "' to unfold");
            }
            for (Object element : list) {
                Map<String, Object> both = new LinkedHashMap<>(outer);
                flatten("", element, both);
                flat.add(both);
            }
        }
        return of(flat, inputs);
    }

    static PlotRows ofCsv(String text, PlotTask.Inputs inputs) throws TaskFailure {
        List<List<String>> lines = CsvLines.of(text);
        List<Map<String, Object>> flat = new ArrayList<>();
        for (List<String> line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(line.size(), lines.get(0).size()); i++) {
                if (!line.get(i).isEmpty()) {
                    row.put(lines.get(0).get(i), CsvLines.value(line.get(i)));
                }
            }
            flat.add(row);
        }
        return of(flat, inputs);
    }

    private static PlotRows of(List<Map<String, Object>> rows, PlotTask.Inputs inputs)
            throws TaskFailure {
        Set<String> known = new LinkedHashSet<>();
        rows.forEach(row -> known.addAll(row.keySet()));
        List<String> columns = new ArrayList<>(List.of(inputs.x(), inputs.y()));
        inputs.series().ifPresent(columns::add);
        inputs.error().ifPresent(columns::add);
        inputs.names().ifPresent(columns::add);
        for (String column : columns) {
            if (!rows.isEmpty() && !known.contains(column)) {
                throw new TaskFailure("no row has a value '" + column + "'; there are " + known);
            }
        }
        List<Point> points = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            Object x = row.get(inputs.x());
            if (x != null
                    && row.get(inputs.y()) instanceof Number y
                    && Double.isFinite(y.doubleValue())) {
                points.add(
                        new Point(
                                x,
                                inputs.yFactor() * y.doubleValue(),
                                text(inputs.series().map(row::get).orElse("")),
                                inputs.error().map(row::get).orElse(null) instanceof Number error
                                        ? Math.abs(inputs.yFactor()) * error.doubleValue()
                                        : Double.NaN,
                                text(inputs.names().map(row::get).orElse(""))));
            }
        }
        return new PlotRows(points, rows.size() - points.size());
    }

    static String text(Object value) {
        return value instanceof Double number
                        && number == Math.rint(number)
                        && Math.abs(number) < 1e9
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }

    private static Object at(Object row, String path) {
        Object value = row;
        for (String part : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return value;
    }

    private static void flatten(String path, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> map) {
            String prefix = path.isEmpty() ? "" : path + ".";
            map.forEach((key, inner) -> flatten(prefix + key, inner, into));
        } else if (value instanceof Number || value instanceof String || value instanceof Boolean) {
            into.put(path.isEmpty() ? "value" : path, value);
        }
    }

    /** What is drawn, with all digits. */
    String csv() {
        StringBuilder csv = new StringBuilder("x,y,series,error,name\r\n");
        for (Point point : points) {
            csv.append(CsvLines.quoted(text(point.x())))
                    .append(',')
                    .append(point.y())
                    .append(',')
                    .append(CsvLines.quoted(point.series()))
                    .append(',')
                    .append(Double.isNaN(point.error()) ? "" : Double.toString(point.error()))
                    .append(',')
                    .append(CsvLines.quoted(point.name()))
                    .append("\r\n");
        }
        return csv.toString();
    }
}
