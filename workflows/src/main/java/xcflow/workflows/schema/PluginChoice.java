package xcflow.workflows.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xcflow.spi.Describe;
import xcflow.spi.Selectable;
import xcflow.spi.Selectables;
import xcflow.spi.Selected;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.yaml.YamlReader;

/**
 * A component of the type {@link Selected}: several fields of the language, one with the name of
 * the plug-in that is selected and one with the settings of each plug-in of the kind.
 *
 * @param name of the field that selects
 * @param plugins by name
 * @param settings type of the settings of each, by the same name
 * @param presets what counts where a step says nothing else, by field
 */
record PluginChoice(
        String name,
        Map<String, Selectable> plugins,
        Map<String, RecordType> settings,
        Map<String, Object> presets) {

    /** Whether a component is one. */
    static boolean is(RecordComponent component) {
        return component.getType() == Selected.class;
    }

    static PluginChoice of(RecordComponent component) {
        Class<?> kind =
                (Class<?>)
                        ((ParameterizedType) component.getGenericType())
                                .getActualTypeArguments()[0];
        Map<String, Selectable> plugins =
                new TreeMap<>(Selectables.of(kind.asSubclass(Selectable.class)));
        Map<String, RecordType> settings = new TreeMap<>();
        plugins.forEach((plugin, it) -> settings.put(plugin, RecordType.of(it)));
        String name = Kebab.of(component.getName());
        Describe describe = component.getAnnotation(Describe.class);
        return new PluginChoice(
                name, plugins, settings, presets(name, describe.defaultValue(), component));
    }

    private static Map<String, Object> presets(
            String name, String written, RecordComponent component) {
        if (!written.startsWith("{")) {
            return written.isEmpty() ? Map.of() : Map.of(name, written);
        }
        try {
            Map<String, Object> presets = new LinkedHashMap<>();
            entries(YamlReader.read(written, "default of " + component.getName()).plain())
                    .forEach(presets::put);
            return presets;
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The fields that it is in YAML. */
    List<Field> fields(RecordComponent component) {
        Describe describe = component.getAnnotation(Describe.class);
        List<Field> fields = new ArrayList<>();
        StringBuilder text = new StringBuilder(describe.value());
        plugins.forEach(
                (plugin, it) -> text.append(" `").append(plugin).append("`: ").append(it.title()));
        fields.add(
                field(
                        component,
                        name,
                        new ValueType.Text(List.copyOf(plugins.keySet())),
                        Optional.ofNullable(presets.get(name)),
                        text.toString()));
        settings.forEach(
                (plugin, type) ->
                        fields.add(
                                field(
                                        component,
                                        plugin,
                                        new ValueType.Nested(type),
                                        Optional.empty(),
                                        settingsText(plugin))));
        return fields;
    }

    private String settingsText(String plugin) {
        String text = "Settings for `" + name + ": " + plugin + "`.";
        return presets.get(plugin) instanceof Map<?, ?> map
                ? text + " Here the defaults are " + map + "."
                : text;
    }

    private static Field field(
            RecordComponent component,
            String name,
            ValueType type,
            Optional<Object> defaultValue,
            String text) {
        return new Field(
                name,
                type,
                defaultValue.isEmpty(),
                defaultValue,
                text,
                "",
                "",
                Optional.empty(),
                component.getAccessor());
    }

    /** Settings as a step gives them, over those that count where it says nothing. */
    Map<String, Object> overPresets(String plugin, Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(entries(presets.get(plugin)));
        given.forEach(
                (key, value) -> {
                    if (value != null) {
                        all.put(key, value);
                    }
                });
        return all;
    }

    /** The plug-in whose settings have to be there; empty if it is not known yet. */
    Optional<String> selected(Map<String, Object> canonical) {
        return canonical.get(name) instanceof String plugin && plugins.containsKey(plugin)
                ? Optional.of(plugin)
                : Optional.empty();
    }

    Selected<Selectable> bind(Map<String, Object> canonical) {
        String plugin =
                selected(canonical)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "'"
                                                        + name
                                                        + "' is one of "
                                                        + String.join(", ", plugins.keySet())));
        Map<String, Object> values = new LinkedHashMap<>(entries(canonical.get(plugin)));
        return new Selected<>(plugins.get(plugin), settings.get(plugin).bind(values));
    }

    private static Map<String, Object> entries(Object map) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> given) {
            given.forEach((key, value) -> entries.put((String) key, value));
        }
        return entries;
    }
}
