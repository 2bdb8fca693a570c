package xcflow.workflows.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import xcflow.spi.Artefact;
import xcflow.spi.KnownInputs;
import xcflow.workflows.schema.Pending;

/** What a task is told when it checks a step. */
final class Foreseen implements KnownInputs {
    private final Map<String, Object> values;
    private final Map<String, Object> canonical;
    private final Map<String, ExpressionShape> shapes;
    private final KnownFiles files;
    private final boolean goesOn;
    private final BiConsumer<List<Object>, String> report;

    /**
     * @param canonical with {@link Pending} where a value is not known
     * @param shapes of the inputs that are expressions
     * @param goesOn whether the step goes on without its failed instances
     * @param report told the path and the message of each problem
     */
    Foreseen(
            Map<String, Object> canonical,
            Map<String, ExpressionShape> shapes,
            KnownFiles files,
            boolean goesOn,
            BiConsumer<List<Object>, String> report) {
        this.canonical = canonical;
        this.values = known(canonical);
        this.shapes = shapes;
        this.files = files;
        this.goesOn = goesOn;
        this.report = report;
    }

    private static Map<String, Object> known(Map<?, ?> map) {
        Map<String, Object> known = new LinkedHashMap<>();
        map.forEach(
                (name, value) -> {
                    if (value != Pending.VALUE) {
                        known.put((String) name, known(value));
                    }
                });
        return Collections.unmodifiableMap(known);
    }

    private static Object known(Object value) {
        if (value instanceof Map<?, ?> map) {
            return known(map);
        } else if (value instanceof List<?> list) {
            List<Object> known = new ArrayList<>(list.size());
            list.forEach(element -> known.add(known(element)));
            return Collections.unmodifiableList(known);
        }
        return value == Pending.VALUE ? null : value;
    }

    @Override
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public Set<String> names(String... path) {
        Object inside = canonical;
        for (String name : path) {
            inside = inside instanceof Map<?, ?> map ? map.get(name) : null;
        }
        Set<String> names = new LinkedHashSet<>();
        if (inside instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add((String) name));
        }
        return Collections.unmodifiableSet(names);
    }

    @Override
    public Set<String> members(String input) {
        return shapes.get(input) instanceof ExpressionShape.Many many
                        && many.element() instanceof ExpressionShape.Names names
                ? names.members().keySet()
                : Set.of();
    }

    @Override
    public Path file(Artefact artefact) {
        return files.file(artefact);
    }

    @Override
    public void problem(String message, Object... path) {
        report.accept(Arrays.asList(path), message);
    }

    @Override
    public void absent(String message, Object... path) {
        if (!goesOn) {
            problem(message, path);
        }
    }
}
