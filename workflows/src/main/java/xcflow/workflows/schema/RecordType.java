package xcflow.workflows.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a record: its components in the order of declaration. Immutable.
 *
 * <p>Three steps lead from what the user wrote to a record: {@link Conform} checks plain values
 * against the type, fills in the defaults and turns paths into artefacts; the result is canonical
 * and is what a cache key is made of; {@link #bind} makes the record of it.
 */
public final class RecordType {
    private final Class<? extends Record> type;
    private final Constructor<? extends Record> constructor;
    private final LinkedHashMap<String, Field> fields = new LinkedHashMap<>();

    private RecordType(Class<? extends Record> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            Field field = Reflected.field(component);
            if (fields.put(field.name(), field) != null) {
                throw new IllegalArgumentException(
                        type.getName() + " has two components called " + field.name());
            }
        }
        try {
            constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the type from the class.
     *
     * @throws IllegalArgumentException if a component has a type that the language lacks
     */
    public static RecordType of(Class<? extends Record> type) {
        return new RecordType(type);
    }

    /** The class of the record. */
    public Class<? extends Record> type() {
        return type;
    }

    /** The components in the order of declaration. */
    public List<Field> fields() {
        return List.copyOf(fields.values());
    }

    /** The names of the components in the order of declaration. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * Makes the record.
     *
     * @param canonical as {@link Conform} gives it
     * @throws IllegalArgumentException if the record's own constructor refuses the values; the
     *     message is the author's
     */
    public Record bind(Map<String, Object> canonical) {
        Object[] arguments =
                fields.values().stream()
                        .map(field -> Bind.argument(field, canonical.get(field.name())))
                        .toArray();
        return Bind.construct(constructor, arguments);
    }

    /** The components as plain values, in the order of declaration; an empty Optional is null. */
    public LinkedHashMap<String, Object> values(Record record) {
        LinkedHashMap<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, Unbind.component(field, record)));
        return values;
    }

    /** Names of the required components that plain values, as {@link #values} gives them, lack. */
    public List<String> missing(Map<String, Object> values) {
        return fields.values().stream()
                .filter(field -> field.required() && values.get(field.name()) == null)
                .map(Field::name)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordType that && that.type == type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return type.getSimpleName() + fields.keySet();
    }
}
