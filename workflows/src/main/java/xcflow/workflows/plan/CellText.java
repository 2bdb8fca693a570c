package xcflow.workflows.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.spi.Artefact;
import xcflow.workflows.schema.LanguageNumbers;

/**
 * Values of matrix cells in a few words: numbers and texts as they are, files by their names, and
 * maps by what tells them apart: their {@code label} if they have one; all entries if these are
 * simple, as in {@code (architecture=constrained, seed=1)}; otherwise those that are simple, as in
 * {@code constrained clone/3}.
 */
public final class CellText {
    private static final int LONGEST_VALUE = 40;

    private CellText() {}

    /** What people call an instance: its step, and the values of its axes in brackets. */
    public static String label(String step, Map<?, ?> labels) {
        return labels.isEmpty() ? step : step + "[" + entries(labels) + "]";
    }

    /** A value of an axis. */
    public static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return simple(value);
    }

    private static String map(Map<?, ?> map) {
        if (isSimple(map.get("label"))) {
            return simple(map.get("label"));
        }
        List<Object> simple = map.values().stream().map(Object.class::cast).toList();
        boolean all = simple.stream().allMatch(CellText::isSimple);
        if (!all && isSimple(map.get("name"))) {
            return simple(map.get("name"));
        } else if (all || simple.stream().noneMatch(CellText::isSimple)) {
            return "(" + entries(map) + ")";
        }
        return simple.stream()
                .filter(CellText::isSimple)
                .map(CellText::simple)
                .collect(Collectors.joining("/"));
    }

    private static String entries(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static boolean isSimple(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static String simple(Object value) {
        String text;
        if (value instanceof Number number) {
            text = LanguageNumbers.text(number);
        } else if (value instanceof Artefact artefact) {
            text = artefact.name();
        } else if (value instanceof List<?> list) {
            text = "[" + list.size() + "]";
        } else {
            text = String.valueOf(value);
        }
        String line = text.replaceAll("[\\s\\[\\],]+", " ").strip();
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
