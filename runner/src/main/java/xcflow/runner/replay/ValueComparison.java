package xcflow.runner.replay;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.Tolerance;
import xcflow.workflows.schema.ValueType;

/** Compares the outputs of two computations, each number within the tolerance that is declared. */
public final class ValueComparison {
    private final FileComparison files;
    private final Agreement agreement = new Agreement();
    private Map<String, Tolerance> columns = Map.of();

    public ValueComparison(FileComparison files) {
        this.files = files;
    }

    /**
     * Compares all outputs.
     *
     * @param before plain values by name, as recorded
     */
    public Agreement outputs(RecordType type, Map<String, Object> before, Map<String, Object> now)
            throws IOException {
        columns = Tolerances.columns(type);
        for (Map.Entry<String, Object> entry : before.entrySet()) {
            String name = entry.getKey();
            Field field = type.field(name).orElse(null);
            if (field == null) {
                agreement.different(name + ": not an output of the task");
            } else {
                Tolerance tolerance = field.tolerance().orElse(Tolerance.NONE);
                value(name, field.type(), tolerance, entry.getValue(), now.get(name));
            }
        }
        return agreement;
    }

    private void value(String where, ValueType type, Tolerance tolerance, Object before, Object now)
            throws IOException {
        if (PlainJson.write(before).equals(PlainJson.write(now))) {
            return;
        }
        if (before instanceof Number one && now instanceof Number other) {
            agreement.numbers(where, one.doubleValue(), other.doubleValue(), tolerance);
        } else if (before instanceof Artefact one && now instanceof Artefact other) {
            files.compare(where, one, other, new Tolerances(tolerance, columns), agreement);
        } else if (before instanceof List<?> one && now instanceof List<?> other) {
            if (one.size() != other.size()) {
                agreement.different(
                        String.format(
                                Locale.ROOT,
                                "%s: %d elements, now %d",
                                where,
                                one.size(),
                                other.size()));
                return;
            }
            for (int i = 0; i < one.size(); i++) {
                ValueType element = type instanceof ValueType.ListOf list ? list.element() : type;
                value(where + "[" + i + "]", element, tolerance, one.get(i), other.get(i));
            }
        } else if (before instanceof Map<?, ?> one && now instanceof Map<?, ?> other) {
            if (!one.keySet().equals(other.keySet())) {
                agreement.different(where + ": other members");
                return;
            }
            for (Map.Entry<?, ?> entry : one.entrySet()) {
                member(
                        where,
                        type,
                        tolerance,
                        (String) entry.getKey(),
                        entry.getValue(),
                        other.get(entry.getKey()));
            }
        } else {
            agreement.different(
                    where + ": " + PlainJson.write(before) + ", now " + PlainJson.write(now));
        }
    }

    private void member(
            String where, ValueType type, Tolerance outer, String name, Object one, Object other)
            throws IOException {
        ValueType inner = type instanceof ValueType.MapOf map ? map.value() : type;
        Tolerance tolerance = outer;
        if (type instanceof ValueType.Nested nested) {
            Field field = nested.type().field(name).orElse(null);
            if (field != null) {
                inner = field.type();
                tolerance = field.tolerance().orElse(outer);
            }
        }
        value(where + "." + name, inner, tolerance, one, other);
    }
}
