package xcflow.runner.replay;

import java.util.HashMap;
import java.util.Map;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.Tolerance;
import xcflow.workflows.schema.ValueType;

/**
 * How far numbers of a file may be apart: of a table's column as far as those of the component of
 * an output that has its name, of others as the file's output says.
 *
 * @param file for all that has no other
 * @param columns by name
 */
record Tolerances(Tolerance file, Map<String, Tolerance> columns) {
    Tolerances {
        columns = Map.copyOf(columns);
    }

    /** All components of records in the outputs of a task that say something, by name. */
    static Map<String, Tolerance> columns(RecordType outputs) {
        Map<String, Tolerance> columns = new HashMap<>();
        outputs.fields().forEach(field -> collect(field.type(), columns));
        return columns;
    }

    private static void collect(ValueType type, Map<String, Tolerance> into) {
        if (type instanceof ValueType.ListOf list) {
            collect(list.element(), into);
        } else if (type instanceof ValueType.MapOf map) {
            collect(map.value(), into);
        } else if (type instanceof ValueType.Nested nested) {
            for (Field field : nested.type().fields()) {
                field.tolerance().ifPresent(tolerance -> into.put(field.name(), tolerance));
                collect(field.type(), into);
            }
        }
    }

    /** Of a column such as {@code iterations}, or {@code dipole.1} of a component with parts. */
    Tolerance column(String name) {
        Tolerance whole = columns.get(name);
        int dot = name.indexOf('.');
        return whole != null
                ? whole
                : dot > 0 ? columns.getOrDefault(name.substring(0, dot), file) : file;
    }
}
