package xcflow.workflows.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Formerly;
import xcflow.spi.Selectable;
import xcflow.spi.Setting;

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

    /** What gives each argument of the constructor: a {@link Field} or a {@link PluginChoice}. */
    private final List<Object> arguments = new ArrayList<>();

    private final List<FormerSpelling> formerSpellings = new ArrayList<>();

    /** Whether the fields are declared in a file, and the record holds their values in a map. */
    private final boolean declared;

    private RecordType(Class<? extends Record> type, List<Field> declaredFields) {
        this.type = type;
        declared = true;
        declaredFields.forEach(this::add);
        try {
            constructor = type.getDeclaredConstructor(Map.class);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordType(Class<? extends Record> type) {
        this.type = type;
        declared = false;
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            for (Formerly former : component.getAnnotationsByType(Formerly.class)) {
                formerSpellings.add(FormerSpelling.of(former));
            }
            if (PluginChoice.is(component)) {
                PluginChoice choice = PluginChoice.of(component);
                arguments.add(choice);
                choice.fields(component).forEach(this::add);
            } else {
                Field field = Reflected.field(component);
                arguments.add(field);
                add(field);
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

    private void add(Field field) {
        if (fields.put(field.name(), field) != null) {
            throw new IllegalArgumentException(
                    type.getName() + " has two components called " + field.name());
        }
    }

    /** The components that select a plug-in. */
    List<PluginChoice> pluginChoices() {
        return arguments.stream()
                .filter(PluginChoice.class::isInstance)
                .map(PluginChoice.class::cast)
                .toList();
    }

    /** How its components were written in an earlier release. */
    public List<FormerSpelling> formerSpellings() {
        return List.copyOf(formerSpellings);
    }

    /**
     * Makes the record of inputs that may have been recorded by an earlier release.
     *
     * @param recorded canonical at that time
     * @throws IllegalArgumentException if they do not fit any more
     */
    public Record bindRecorded(Map<String, Object> recorded) {
        if (formerSpellings.stream().noneMatch(former -> former.isIn(recorded, this))) {
            return bind(recorded);
        }
        List<String> problems = new ArrayList<>();
        Map<String, Object> canonical =
                new Conform(FileLookup.NONE, (path, message) -> problems.add(message))
                        .record(this, FormerSpelling.current(recorded, this));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return bind(canonical);
    }

    /**
     * Reads the type from the class.
     *
     * @throws IllegalArgumentException if a component has a type that the language lacks
     */
    public static RecordType of(Class<? extends Record> type) {
        return new RecordType(type);
    }

    /** The type of the settings of a plug-in. */
    static RecordType of(Selectable plugin) {
        return plugin.declaredSettings().isEmpty()
                ? of(plugin.settings())
                : new RecordType(
                        plugin.settings(),
                        plugin.declaredSettings().stream().map(DeclaredFields::field).toList());
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
        if (declared) {
            Map<String, Object> given = new LinkedHashMap<>();
            fields.forEach(
                    (name, field) -> {
                        if (canonical.get(name) != null) {
                            given.put(name, Bind.value(field.type(), canonical.get(name)));
                        }
                    });
            return Bind.construct(constructor, new Object[] {given});
        }
        Object[] values =
                arguments.stream()
                        .map(
                                part ->
                                        part instanceof Field field
                                                ? Bind.argument(field, canonical.get(field.name()))
                                                : ((PluginChoice) part).bind(canonical))
                        .toArray();
        return Bind.construct(constructor, values);
    }

    /** The components as plain values, in the order of declaration; an empty Optional is null. */
    public LinkedHashMap<String, Object> values(Record record) {
        LinkedHashMap<String, Object> values = new LinkedHashMap<>();
        if (record instanceof Setting.Values given) {
            fields.forEach(
                    (name, field) -> values.put(name, Unbind.plain(given.values().get(name))));
            return values;
        }
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
        return other instanceof RecordType that
                && that.type == type
                && (!declared || that.fields.equals(fields));
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
