package xcflow.workflows.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.spi.Artefact;
import xcflow.workflows.expression.Functions;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.schema.ValueType;

/** Reference pages in Markdown. */
public final class TaskPages {
    private TaskPages() {}

    /** One page about all tasks of a catalogue. */
    public static String all(TaskCatalog catalog) {
        StringBuilder page = new StringBuilder("# Tasks\n\n");
        catalog.types()
                .forEach(
                        task ->
                                page.append(
                                        String.format(
                                                Locale.ROOT,
                                                "* [`%s`](#%s): %s%n",
                                                task.name(),
                                                task.name(),
                                                task.title())));
        catalog.types().forEach(task -> page.append("\n").append(page(task)));
        return page.toString();
    }

    /** The page of a task. */
    public static String page(TaskType task) {
        StringBuilder page = new StringBuilder();
        page.append("## ").append(task.name()).append("\n\n");
        page.append("*").append(task.title()).append(".* Version ").append(task.version());
        page.append(".\n\n").append(task.description().strip()).append("\n");
        if (!task.example().isBlank()) {
            page.append("\n```yaml\n").append(task.example().strip()).append("\n```\n");
        }
        page.append("\n### Inputs\n\n");
        if (task.inputs().fields().isEmpty()) {
            page.append("None.\n");
        } else {
            page.append("| name | type | default | meaning |\n| --- | --- | --- | --- |\n");
            rows(page, "", task.inputs(), true);
        }
        page.append("\n### Outputs\n\n");
        if (task.outputs().fields().isEmpty()) {
            page.append("None.\n");
        } else {
            page.append("| name | type | meaning |\n| --- | --- | --- |\n");
            rows(page, "", task.outputs(), false);
        }
        return page.toString();
    }

    /** The functions that expressions may call, as a table. */
    public static String functions() {
        return Functions.all().stream()
                .map(
                        f ->
                                String.format(
                                        Locale.ROOT,
                                        "| `%s` | %s |%n",
                                        f.usage(),
                                        cell(f.meaning())))
                .collect(Collectors.joining("", "| function | gives |\n| --- | --- |\n", ""));
    }

    private static void rows(StringBuilder page, String prefix, RecordType type, boolean inputs) {
        for (Field field : type.fields()) {
            page.append("| `").append(prefix).append(field.name()).append("` | ");
            page.append(cell(label(field))).append(" | ");
            if (inputs) {
                page.append(cell(defaultValue(field))).append(" | ");
            }
            page.append(cell(meaning(field))).append(" |\n");
            nested(field.type())
                    .ifPresent(n -> rows(page, prefix + field.name() + suffix(field), n, inputs));
        }
    }

    private static String suffix(Field field) {
        return field.type() instanceof ValueType.ListOf ? "[]." : ".";
    }

    private static java.util.Optional<RecordType> nested(ValueType type) {
        if (type instanceof ValueType.Nested nested) {
            return java.util.Optional.of(nested.type());
        }
        return type instanceof ValueType.ListOf list
                ? nested(list.element())
                : java.util.Optional.empty();
    }

    private static String label(Field field) {
        String unit = field.unit().isEmpty() ? "" : " (" + field.unit() + ")";
        return field.type().label() + unit;
    }

    private static String defaultValue(Field field) {
        if (field.defaultValue().isPresent()) {
            return "`" + written(field.defaultValue().get()) + "`";
        }
        return field.optional() ? "none" : "**required**";
    }

    private static String meaning(Field field) {
        String range = range(field.type());
        String example = field.example().isEmpty() ? "" : " Example: `" + field.example() + "`.";
        return (field.description() + (range.isEmpty() ? "" : " " + range + ".") + example).strip();
    }

    private static String range(ValueType type) {
        double min = Double.NEGATIVE_INFINITY;
        double max = Double.POSITIVE_INFINITY;
        String what = "";
        if (type instanceof ValueType.Real real) {
            min = real.min();
            max = real.max();
        } else if (type instanceof ValueType.Whole whole) {
            min = whole.min() > Integer.MIN_VALUE ? whole.min() : min;
            max = whole.max() < Integer.MAX_VALUE ? whole.max() : max;
        } else if (type instanceof ValueType.ListOf list) {
            min = list.minSize() > 0 ? list.minSize() : min;
            max = list.maxSize() < Integer.MAX_VALUE ? list.maxSize() : max;
            what = " elements";
        }
        if (min > Double.NEGATIVE_INFINITY && max < Double.POSITIVE_INFINITY) {
            return LanguageNumbers.text(min) + " to " + LanguageNumbers.text(max) + what;
        } else if (min > Double.NEGATIVE_INFINITY) {
            return "At least " + LanguageNumbers.text(min) + what;
        }
        return max < Double.POSITIVE_INFINITY ? "At most " + LanguageNumbers.text(max) + what : "";
    }

    private static String written(Object value) {
        if (value instanceof Number number) {
            return LanguageNumbers.text(number);
        } else if (value instanceof List<?> list) {
            return list.stream()
                    .map(TaskPages::written)
                    .collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + ": " + written(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof Artefact artefact ? artefact.name() : String.valueOf(value);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
