package xcflow.runner.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How the page writes things, and how much of them. */
public final class PageFormat {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Rows of a table, and entries of any other list, that a page shows. */
    private static final int MOST_ROWS = 200;

    private static final int LONGEST_CELL = 400;

    private final Report report;

    PageFormat(Report report) {
        this.report = report;
    }

    /**
     * A table ready for the page.
     *
     * @param numeric for each column, whether it holds numbers
     * @param cut number of rows left out
     */
    public record Grid(
            String caption,
            List<Report.Column> columns,
            List<Boolean> numeric,
            List<List<String>> rows,
            int cut) {}

    /** A table with its numbers rounded. */
    public Grid grid(Report.Table table) {
        List<List<Object>> shown = first(table.rows());
        List<Boolean> numeric = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            List<Object> cells = new ArrayList<>();
            for (List<Object> row : shown) {
                cells.add(row.get(i));
            }
            numeric.add(isNumeric(cells));
            columns.add(Numbers.column(table.columns().get(i), cells));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < shown.size(); row++) {
            List<String> cells = new ArrayList<>();
            for (List<String> column : columns) {
                cells.add(shortened(column.get(row)));
            }
            rows.add(cells);
        }
        return new Grid(table.caption(), table.columns(), numeric, rows, cut(table.rows()));
    }

    private static boolean isNumeric(List<Object> cells) {
        List<Object> values =
                cells.stream()
                        .map(cell -> cell instanceof String text ? Csv.value(text) : cell)
                        .filter(Objects::nonNull)
                        .toList();
        return !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
    }

    /** A single value. */
    public String value(Report.Field field) {
        return shortened(
                Numbers.column(
                                new Report.Column(field.name(), field.unit()),
                                List.of(field.value()))
                        .get(0));
    }

    private static String shortened(String cell) {
        return cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL - 1) + "…";
    }

    /** As much of a list as is shown. */
    public <T> List<T> first(List<T> list) {
        return list.subList(0, Math.min(MOST_ROWS, list.size()));
    }

    /** How much of a list is not shown. */
    public int cut(List<?> list) {
        return Math.max(0, list.size() - MOST_ROWS);
    }

    /** Labels in one line. */
    public String labels(Map<String, Object> labels) {
        return PlainText.labels(labels);
    }

    /** A value of a map of details. */
    public String detail(String name, Object value) {
        return name.endsWith("-bytes") && value instanceof Long bytes
                ? size(bytes)
                : PlainText.of(value);
    }

    /** A time as people read it. */
    public String time(Instant instant) {
        return TIME.format(instant);
    }

    /** A duration such as {@code 2 h 05 min}, {@code 3 min 12 s} or {@code 0.42 s}. */
    public static String seconds(double seconds) {
        if (seconds < 59.5) {
            return String.format(Locale.ROOT, seconds < 9.95 ? "%.2g s" : "%.0f s", seconds)
                    .replace("0.0 s", "0 s");
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }

    /** Bytes such as {@code 12.3 kB}. */
    public String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        int power = Math.min(4, (int) (Math.log10(bytes) / 3));
        return String.format(
                Locale.ROOT, "%.3g %sB", bytes / Math.pow(1000, power), " kMGT".charAt(power));
    }

    /** Time between submission and end. */
    public String elapsed() {
        return report.ended()
                .map(end -> seconds(Duration.between(report.created(), end).toNanos() * 1e-9))
                .orElse("not ended");
    }

    /** Time that the results took to compute, whenever that was. */
    public String computing() {
        return seconds(report.steps().stream().mapToDouble(Report.StepSummary::seconds).sum());
    }

    /** Number of instances in a state. */
    public int count(String state) {
        return report.steps().stream().mapToInt(s -> s.counts().getOrDefault(state, 0)).sum();
    }

    /** Instances that failed. */
    public List<Report.InstanceSummary> failures() {
        return report.instances().stream().filter(i -> i.state().equals("FAILED")).toList();
    }

    /** Instances with warnings. */
    public List<Report.InstanceSummary> doubted() {
        return report.instances().stream().filter(i -> !i.warnings().isEmpty()).toList();
    }

    /** Number of warnings. */
    public int doubts() {
        return doubted().stream().mapToInt(instance -> instance.warnings().size()).sum();
    }
}
