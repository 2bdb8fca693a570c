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
import java.util.regex.Pattern;
import xcflow.provenance.record.Usage;
import xcflow.runner.view.Amounts;

/** How the page writes things, and how much of them. */
public final class PageFormat {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Rows of a table, and entries of any other list, that a page shows. */
    private static final int MOST_ROWS = 200;

    private static final int LONGEST_CELL = 400;

    private static final Pattern EXPONENT =
            Pattern.compile("^(-?\\d(?:\\.\\d+)?)[eE](-?)\\+?0*(\\d+)$");

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
            List<Heading> columns,
            List<Boolean> numeric,
            List<List<String>> rows,
            int cut) {}

    /**
     * The head of a column.
     *
     * @param html what it holds, as HTML
     * @param meaning a longer sentence about it, with its name in files
     */
    public record Heading(String html, String unit, String meaning) {}

    private static Heading heading(Report.Column column, boolean milli) {
        String text = Headings.text(column);
        String name = column.name().equals(text) ? "" : column.name();
        String meaning = column.meaning().isEmpty() ? name : name + ": " + column.meaning();
        return new Heading(Headings.html(text), (milli ? "m" : "") + column.unit(), meaning);
    }

    /** A table with its numbers rounded. */
    public Grid grid(Report.Table table) {
        List<List<Object>> shown = first(table.rows());
        List<Boolean> numeric = new ArrayList<>();
        List<Heading> headings = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            List<Object> cells = new ArrayList<>();
            for (List<Object> row : shown) {
                cells.add(row.get(i));
            }
            Report.Column column = table.columns().get(i);
            boolean milli = Headings.isMilli(column, cells);
            numeric.add(isNumeric(cells));
            headings.add(heading(column, milli));
            columns.add(Numbers.column(column, milli ? thousandths(cells) : cells));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < shown.size(); row++) {
            List<String> cells = new ArrayList<>();
            for (List<String> column : columns) {
                cells.add(shortened(column.get(row)));
            }
            rows.add(cells);
        }
        return new Grid(table.caption(), headings, numeric, rows, cut(table.rows()));
    }

    private static boolean isNumeric(List<Object> cells) {
        List<Object> values =
                cells.stream()
                        .map(cell -> cell instanceof String text ? Csv.value(text) : cell)
                        .filter(Objects::nonNull)
                        .toList();
        return !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
    }

    private static List<Object> thousandths(List<Object> cells) {
        List<Object> scaled = new ArrayList<>();
        cells.forEach(cell -> scaled.add(cell instanceof Number n ? 1000 * n.doubleValue() : null));
        return scaled;
    }

    /** A single value with its heading. */
    public Line line(Report.Field field) {
        Report.Column column = new Report.Column(field.name(), field.unit(), field.meaning());
        List<Object> values = List.of(field.value());
        boolean milli = Headings.isMilli(column, values);
        return new Line(
                heading(column, milli),
                shortened(Numbers.column(column, milli ? thousandths(values) : values).get(0)));
    }

    /** A heading and what belongs to it. */
    public record Line(Heading heading, String value) {}

    /** A cell as HTML: a number with an exponent has a power of ten. */
    public String powers(String cell) {
        return EXPONENT.matcher(Headings.escaped(cell))
                .replaceAll("$1·10<sup>$2$3</sup>")
                .replace("<sup>-", "<sup>−");
    }

    /** The name of an output or of a step as the title of a section. */
    public String title(String name) {
        return Headings.words(name);
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
        return Amounts.seconds(seconds);
    }

    /** Bytes such as {@code 12.3 kB}. */
    public String size(long bytes) {
        return Amounts.bytes(bytes);
    }

    /** Processor time that was used; empty if nothing is known of it. */
    public String cpu(Usage used) {
        return used.cpuSeconds().isPresent() ? seconds(used.cpuSeconds().getAsDouble()) : "";
    }

    /** The largest memory; empty if nothing is known of it. */
    public String memory(Usage used) {
        return used.peakMemory().isPresent() ? size(used.peakMemory().getAsLong()) : "";
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
