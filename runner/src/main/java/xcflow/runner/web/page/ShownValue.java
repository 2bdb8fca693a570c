package xcflow.runner.web.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import xcflow.runner.report.Markdown;
import xcflow.runner.report.Numbers;
import xcflow.runner.report.Report;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;

/**
 * A plain value as a page shows it.
 *
 * @param kind {@code text}, {@code prose} (several lines), {@code artefact}, {@code map}, {@code
 *     list} or {@code table}
 * @param text of what is shown in a line
 * @param artefact for a link; otherwise null
 * @param entries of a map
 * @param items of a list
 * @param columns of a table
 * @param rows of a table
 * @param cut number of items that are left out
 */
public record ShownValue(
        String kind,
        String text,
        Artefact artefact,
        Map<String, ShownValue> entries,
        List<ShownValue> items,
        List<String> columns,
        List<List<ShownValue>> rows,
        int cut) {
    private static final Report.Column UNKNOWN = new Report.Column("", "");
    private static final Pattern NUMBER = Pattern.compile("[-+−]?[0-9.]+([eE][-+]?[0-9]+)?");
    private static final int MOST = 200;
    private static final int LONGEST = 4000;

    /** How a value is shown. */
    public static ShownValue of(Object value) {
        if (value instanceof Artefact artefact) {
            return make("artefact", artefact.name(), artefact);
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof List<?> list) {
            return list.isEmpty() ? make("text", "none", null) : list(list);
        }
        if (value instanceof Double number) {
            return number(number, alone(number));
        }
        String text = value == null ? "–" : value instanceof String s ? s : PlainJson.write(value);
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return shown.contains("\n") ? prose(shown) : make("text", shown, null);
    }

    /** A number that stands alone: very small and very large ones as powers of ten. */
    private static String alone(double number) {
        double size = Math.abs(number);
        if (!Double.isFinite(number) || size == 0 || size >= 1e-4 && size < 1e7) {
            return Numbers.column(UNKNOWN, List.of(number)).get(0);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.scaleByPowerOfTen(-power).toPlainString();
        return digits + "·10" + superscript(power);
    }

    private static String superscript(int power) {
        StringBuilder text = new StringBuilder();
        for (char c : Integer.toString(power).toCharArray()) {
            text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return text.toString();
    }

    /** A rounded number, with all its digits for whoever points at it. */
    private static ShownValue number(Double value, String rounded) {
        return new ShownValue(
                "number",
                rounded,
                null,
                Map.of("digits", make("text", PlainJson.write(value), null)),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    /** Tables that are written in Markdown are shown as tables. */
    private static ShownValue prose(String text) {
        Markdown markdown = Markdown.of("", text);
        if (markdown.tables().isEmpty()) {
            return make("prose", text, null);
        }
        List<ShownValue> parts = new ArrayList<>();
        markdown.texts().forEach(part -> parts.add(make("prose", part.content(), null)));
        for (Report.Table table : markdown.tables()) {
            parts.add(
                    new ShownValue(
                            "table",
                            table.caption(),
                            null,
                            Map.of(),
                            List.of(),
                            table.columns().stream().map(Report.Column::name).toList(),
                            table.rows().stream().map(ShownValue::cells).toList(),
                            0));
        }
        return new ShownValue("parts", "", null, Map.of(), parts, List.of(), List.of(), 0);
    }

    /** Whoever wrote the table has rounded its numbers. */
    private static List<ShownValue> cells(List<Object> row) {
        return row.stream()
                .map(String::valueOf)
                .map(cell -> make(NUMBER.matcher(cell).matches() ? "number" : "text", cell, null))
                .toList();
    }

    private static ShownValue make(String kind, String text, Artefact artefact) {
        return new ShownValue(kind, text, artefact, Map.of(), List.of(), List.of(), List.of(), 0);
    }

    private static ShownValue map(Map<?, ?> map) {
        Map<String, ShownValue> entries = new LinkedHashMap<>();
        map.forEach(
                (name, inner) -> {
                    if (entries.size() < MOST) {
                        entries.put(String.valueOf(name), of(inner));
                    }
                });
        return new ShownValue(
                entries.isEmpty() ? "text" : "map",
                entries.isEmpty() ? "none" : "",
                null,
                entries,
                List.of(),
                List.of(),
                List.of(),
                map.size() - entries.size());
    }

    private static ShownValue list(List<?> list) {
        List<?> first = list.subList(0, Math.min(MOST, list.size()));
        int cut = list.size() - first.size();
        if (first.stream().allMatch(Map.class::isInstance)) {
            return table(first, cut);
        }
        boolean simple = first.stream().noneMatch(e -> e instanceof Map || e instanceof List);
        if (simple && first.stream().noneMatch(Artefact.class::isInstance)) {
            List<String> texts = first.stream().map(e -> of(e).text()).toList();
            return make("text", String.join(", ", texts) + (cut > 0 ? " …" : ""), null);
        }
        return new ShownValue(
                "list",
                "",
                null,
                Map.of(),
                first.stream().map(ShownValue::of).toList(),
                List.of(),
                List.of(),
                cut);
    }

    private static ShownValue table(List<?> maps, int cut) {
        Set<String> columns = new LinkedHashSet<>();
        maps.forEach(map -> ((Map<?, ?>) map).keySet().forEach(k -> columns.add((String) k)));
        List<List<ShownValue>> rows = new ArrayList<>();
        Map<String, List<String>> rounded = new LinkedHashMap<>();
        for (String column : columns) {
            List<Object> values = new ArrayList<>();
            maps.forEach(map -> values.add(((Map<?, ?>) map).get(column)));
            if (values.stream().anyMatch(Double.class::isInstance)
                    && values.stream().allMatch(v -> v == null || v instanceof Number)) {
                rounded.put(column, Numbers.column(new Report.Column(column, ""), values));
            }
        }
        for (Object map : maps) {
            List<ShownValue> row = new ArrayList<>();
            columns.forEach(
                    column -> {
                        Object cell = ((Map<?, ?>) map).get(column);
                        row.add(
                                cell == null
                                        ? make("text", "", null)
                                        : cell instanceof Double number
                                                        && rounded.containsKey(column)
                                                ? number(
                                                        number,
                                                        rounded.get(column).get(rows.size()))
                                                : cell instanceof Number
                                                        ? make("number", of(cell).text(), null)
                                                        : of(cell));
                    });
            rows.add(row);
        }
        return new ShownValue(
                "table", "", null, Map.of(), List.of(), List.copyOf(columns), rows, cut);
    }
}
