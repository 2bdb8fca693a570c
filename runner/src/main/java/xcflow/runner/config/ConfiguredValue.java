package xcflow.runner.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import xcflow.workflows.text.Position;
import xcflow.workflows.yaml.Node;

/**
 * A value that is set, as it is shown.
 *
 * @param name keys, separated by dots
 * @param value as it was written; what is secret is not told
 * @param origin file, line and column, or a variable of the environment
 */
public record ConfiguredValue(String name, Object value, String origin) {

    /** What is shown of a secret. */
    public static final String SECRET = "(set, not shown)";

    /** What of a map of settings counts, in the order of the schema. */
    static List<ConfiguredValue> all(Node.Mapping root) {
        List<ConfiguredValue> settings = new ArrayList<>();
        add("", SettingsSchema.ROOT, root, settings);
        // Those of the chosen profile are shown where they count.
        settings.removeIf(setting -> setting.name().startsWith("profiles."));
        return settings;
    }

    private static void add(
            String name, SettingShape shape, Node node, List<ConfiguredValue> settings) {
        if (node instanceof Node.Mapping map) {
            List<String> keys = new ArrayList<>();
            if (shape instanceof SettingShape.Section section) {
                keys.addAll(section.keys().keySet());
                keys.retainAll(map.entries().keySet());
            } else {
                keys.addAll(map.entries().keySet());
            }
            for (String key : keys) {
                String path = name.isEmpty() ? key : name + "." + key;
                add(path, shape.below(key).orElse(shape), map.get(key).orElseThrow(), settings);
            }
            return;
        }
        boolean secret = shape instanceof SettingShape.Value value && value.secret();
        settings.add(
                new ConfiguredValue(name, secret ? SECRET : node.plain(), origin(node.position())));
    }

    private static String origin(Position position) {
        boolean variable =
                SettingsSchema.VARIABLES.stream().anyMatch(it -> it.name().equals(position.file()));
        return variable ? "$" + position.file() : position.toString();
    }

    /** The value on one line. */
    public String text() {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : String.valueOf(value);
    }
}
