package xcflow.workflows.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import xcflow.spi.Artefact;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.unit.Durations;

/**
 * Checks plain values against types and gives them their canonical form: defaults filled in, absent
 * optional components left out, components in the order of declaration, numbers Long or Double as
 * declared, durations in ISO-8601, paths replaced by artefacts. Two spellings of the same inputs
 * have the same canonical form.
 */
public final class Conform {
    /** What names of functionals' files end with, and names of functionals do not. */
    private static final String FUNCTIONAL_FILE = ".xcf";

    private final FileLookup files;
    private final BiConsumer<ValuePath, String> problems;

    /**
     * @param files turns paths into artefacts
     * @param problems told of everything that does not conform; the values are then of no use
     */
    public Conform(FileLookup files, BiConsumer<ValuePath, String> problems) {
        this.files = files;
        this.problems = problems;
    }

    /** Canonical components of a record. */
    public LinkedHashMap<String, Object> record(RecordType type, Map<String, ?> given) {
        return record(type, given, ValuePath.ROOT);
    }

    /** Canonical form of a single value. */
    public Object value(ValueType type, Object value) {
        return value(type, value, ValuePath.ROOT);
    }

    private LinkedHashMap<String, Object> record(
            RecordType type, Map<String, ?> written, ValuePath path) {
        Map<String, Object> given = withPresets(type, written);
        for (String name : given.keySet()) {
            if (type.field(name).isEmpty()) {
                problems.accept(
                        path.then(name),
                        "unknown input '"
                                + name
                                + "'"
                                + (path.parent() == null ? "" : " in " + path)
                                + Suggestion.forName(name, type.names()));
            }
        }
        LinkedHashMap<String, Object> canonical = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Field field : type.fields()) {
            Object value = given.get(field.name());
            // A null written out means "left out", except where any value may stand.
            boolean absent =
                    value == null
                            && !(field.type() instanceof ValueType.Anything
                                    && given.containsKey(field.name()));
            if (!absent) {
                canonical.put(field.name(), value(field.type(), value, path.then(field.name())));
            } else if (field.defaultValue().isPresent()) {
                canonical.put(field.name(), field.defaultValue().get());
            } else if (!field.optional()) {
                missing.add("'" + field.name() + "' (" + field.type().label() + ")");
            }
        }
        for (PluginChoice choice : type.pluginChoices()) {
            choice.selected(canonical)
                    .filter(plugin -> !canonical.containsKey(plugin))
                    .ifPresent(
                            plugin ->
                                    canonical.put(
                                            plugin,
                                            record(
                                                    choice.settings().get(plugin),
                                                    choice.overPresets(plugin, Map.of()),
                                                    path.then(plugin))));
        }
        if (!missing.isEmpty()) {
            problems.accept(
                    path,
                    (missing.size() == 1 ? "missing input " : "missing inputs ")
                            + String.join(", ", missing)
                            + (path.parent() == null ? "" : " in " + path));
        }
        return canonical;
    }

    /** The same with what the task presets of the settings that are written. */
    private static Map<String, Object> withPresets(RecordType type, Map<String, ?> written) {
        Map<String, Object> given = new LinkedHashMap<>(written);
        for (PluginChoice choice : type.pluginChoices()) {
            for (String plugin : choice.plugins().keySet()) {
                if (given.get(plugin) instanceof Map<?, ?> settings) {
                    LinkedHashMap<String, Object> own = new LinkedHashMap<>();
                    settings.forEach((key, v) -> own.put((String) key, v));
                    given.put(plugin, choice.overPresets(plugin, own));
                }
            }
        }
        return given;
    }

    private Object value(ValueType type, Object value, ValuePath path) {
        if (value == Pending.VALUE) {
            return value;
        }
        if (type instanceof ValueType.Anything) {
            return value;
        }
        if (type instanceof ValueType.ListOf list && value instanceof List<?> elements) {
            return list(list, elements, path);
        }
        if (type instanceof ValueType.MapOf map && value instanceof Map<?, ?> entries) {
            LinkedHashMap<String, Object> canonical = new LinkedHashMap<>();
            entries.forEach(
                    (key, v) -> {
                        String name = (String) key;
                        canonical.put(name, value(map.value(), v, path.then(name)));
                    });
            return canonical;
        }
        if (type instanceof ValueType.Nested nested && value instanceof Map<?, ?> entries) {
            LinkedHashMap<String, Object> given = new LinkedHashMap<>();
            entries.forEach((key, v) -> given.put((String) key, v));
            return record(nested.type(), given, path);
        }
        if (type instanceof ValueType.File || type instanceof ValueType.NameOrFile) {
            return file(type, value, path);
        }
        return scalar(type, value, path);
    }

    private void report(ValuePath path, String message) {
        problems.accept(path, path.parent() == null ? message : path + ": " + message);
    }

    private Object list(ValueType.ListOf type, List<?> elements, ValuePath path) {
        if (elements.size() < type.minSize() || elements.size() > type.maxSize()) {
            report(
                    path,
                    String.format(
                            Locale.ROOT,
                            "has %d elements, but %s",
                            elements.size(),
                            bounds("number of elements", type.minSize(), type.maxSize())));
        }
        List<Object> canonical = new ArrayList<>(elements.size());
        for (Object element : elements) {
            canonical.add(value(type.element(), element, path.then(canonical.size())));
        }
        return canonical;
    }

    private Object file(ValueType type, Object value, ValuePath path) {
        if (value instanceof Artefact) {
            return value;
        }
        String file = null;
        if (value instanceof String text) {
            if (type instanceof ValueType.NameOrFile source) {
                return source.functional() ? functional(text, path) : text;
            }
            file = text;
        } else if (value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("file")) {
            Object inner = map.get("file");
            if (inner instanceof Artefact || inner == Pending.VALUE) {
                return inner;
            }
            file = inner instanceof String text ? text : null;
        }
        if (file == null) {
            report(path, expected(type, value));
            return value;
        }
        try {
            return files.find(file);
        } catch (IOException e) {
            report(path, e.getMessage());
            return value;
        }
    }

    /** The file of a functional may be written without {@code file:}, as on the command line. */
    private Object functional(String name, ValuePath path) {
        try {
            if (name.endsWith(FUNCTIONAL_FILE)) {
                return files.find(name);
            }
            return files.functional(name).map(Object.class::cast).orElse(name);
        } catch (IOException e) {
            report(path, e.getMessage());
            return name;
        }
    }

    private Object scalar(ValueType type, Object value, ValuePath path) {
        if (type instanceof ValueType.Text text && value instanceof String s) {
            if (!text.allowed().isEmpty() && !text.allowed().contains(s)) {
                report(path, notAllowed(s, text.allowed()));
            }
            return s;
        } else if (type instanceof ValueType.Choice choice && value instanceof String s) {
            if (!choice.names().contains(s)) {
                report(path, notAllowed(s, choice.names()));
            }
            return s;
        } else if (type instanceof ValueType.Bool && value instanceof Boolean) {
            return value;
        } else if (type instanceof ValueType.Whole whole && value instanceof Number number) {
            Long exact = LanguageNumbers.whole(number);
            if (exact != null) {
                check(exact >= whole.min() && exact <= whole.max(), exact, whole, path);
                return exact;
            }
        } else if (type instanceof ValueType.Real real && value instanceof Number number) {
            double d = number.doubleValue();
            check(d >= real.min() && d <= real.max(), number, real, path);
            return d;
        } else if (type instanceof ValueType.Time && value instanceof String s) {
            try {
                return Durations.parse(s).toString();
            } catch (IllegalArgumentException e) {
                report(path, e.getMessage());
                return value;
            }
        }
        report(path, expected(type, value));
        return value;
    }

    private void check(boolean within, Number value, ValueType type, ValuePath path) {
        if (!within) {
            String bounds =
                    type instanceof ValueType.Whole whole
                            ? bounds("it", whole.min(), whole.max())
                            : bounds(
                                    "it",
                                    ((ValueType.Real) type).min(),
                                    ((ValueType.Real) type).max());
            report(path, LanguageNumbers.text(value) + " is out of range: " + bounds);
        }
    }

    private static String bounds(String what, double min, double max) {
        boolean lower = min > Integer.MIN_VALUE && !(what.startsWith("number") && min <= 0);
        boolean upper = max < Integer.MAX_VALUE;
        if (lower && upper) {
            return String.format(
                    Locale.ROOT,
                    "%s must be from %s to %s",
                    what,
                    LanguageNumbers.text(min),
                    LanguageNumbers.text(max));
        }
        return lower
                ? String.format(
                        Locale.ROOT, "%s must be at least %s", what, LanguageNumbers.text(min))
                : String.format(
                        Locale.ROOT, "%s must be at most %s", what, LanguageNumbers.text(max));
    }

    private static String notAllowed(String value, List<String> allowed) {
        String near = Suggestion.forName(value, allowed);
        return String.format(
                Locale.ROOT,
                "'%s' is not one of %s%s",
                value,
                String.join(", ", allowed),
                near.startsWith(" (did") ? near : "");
    }

    private static String expected(ValueType type, Object value) {
        boolean unquoted =
                (type instanceof ValueType.Text || type instanceof ValueType.NameOrFile)
                        && (value instanceof Number || value instanceof Boolean);
        return "expected "
                + type.label()
                + " but found "
                + Plain.describe(value)
                + (unquoted ? ": put it in quotes" : "");
    }
}
