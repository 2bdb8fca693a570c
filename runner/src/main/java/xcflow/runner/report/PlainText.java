package xcflow.runner.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.spi.Artefact;

/** Plain values in one line, much as they would be written in YAML. */
final class PlainText {
    private PlainText() {}

    static String of(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(PlainText::of).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Artefact artefact) {
            return artefact.name() + " (" + artefact.digest().substring(0, 12) + ")";
        }
        return String.valueOf(value);
    }

    /** Names and values of labels, such as {@code architecture constrained, seed 1}. */
    static String labels(Map<String, ?> labels) {
        return labels.entrySet().stream()
                .map(
                        entry ->
                                entry.getValue() instanceof Map<?, ?> inner
                                        ? inner.entrySet().stream()
                                                .map(e -> e.getKey() + " " + of(e.getValue()))
                                                .collect(Collectors.joining(", "))
                                        : entry.getKey() + " " + of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
