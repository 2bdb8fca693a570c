package xcflow.runner.cache;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * One component in which two cache keys differ.
 *
 * @param path for example {@code inputs.grid-level} or {@code version}
 * @param before JSON in the earlier key; null if the component was not there
 * @param now JSON in the present key; null if the component is not there
 */
public record Difference(String path, String before, String now) {

    /** All differences between the components of two keys, in the order of the present one. */
    public static List<Difference> between(String before, String now) {
        List<Difference> found = new ArrayList<>();
        JsonMapper mapper = JsonMapper.shared();
        compare(
                "",
                mapper.readValue(before, Object.class),
                mapper.readValue(now, Object.class),
                found);
        return found;
    }

    private static void compare(String path, Object before, Object now, List<Difference> found) {
        if (Objects.equals(before, now)) {
            return;
        }
        if (before instanceof Map<?, ?> a
                && now instanceof Map<?, ?> b
                && !marked(a)
                && !marked(b)) {
            Set<Object> names = new LinkedHashSet<>(b.keySet());
            names.addAll(a.keySet());
            for (Object name : names) {
                String inner = path.isEmpty() ? name.toString() : path + "." + name;
                if (a.containsKey(name) && b.containsKey(name)) {
                    compare(inner, a.get(name), b.get(name), found);
                } else {
                    found.add(
                            new Difference(
                                    inner,
                                    a.containsKey(name) ? json(a.get(name)) : null,
                                    b.containsKey(name) ? json(b.get(name)) : null));
                }
            }
        } else if (before instanceof List<?> a
                && now instanceof List<?> b
                && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(path + "[" + i + "]", a.get(i), b.get(i), found);
            }
        } else {
            found.add(new Difference(path, json(before), json(now)));
        }
    }

    /** Whether the object stands for a single value, such as an artefact. */
    private static boolean marked(Map<?, ?> object) {
        return object.size() == 1
                && object.keySet().iterator().next() instanceof String name
                && name.matches("\\$[a-z]+");
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map && marked(map)) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            String text = String.valueOf(only.getValue());
            return only.getKey().equals("$artefact") ? "artefact " + text.substring(0, 12) : text;
        }
        return JsonMapper.shared().writeValueAsString(value);
    }

    @Override
    public String toString() {
        if (before == null) {
            return path + " is new: " + now;
        }
        return now == null
                ? path + " is gone (was " + before + ")"
                : path + " was " + before + ", is " + now;
    }
}
