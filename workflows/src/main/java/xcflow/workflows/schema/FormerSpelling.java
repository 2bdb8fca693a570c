package xcflow.workflows.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.spi.Formerly;

/**
 * An input that was written elsewhere in an earlier release.
 *
 * @param name under which it was written
 * @param now names from the input to the component that it is now
 */
public record FormerSpelling(String name, List<String> now) {

    static FormerSpelling of(Formerly former) {
        return new FormerSpelling(former.value(), List.of(former.now().split("\\.")));
    }

    /** Whether it is written so; a name that is an input today means that input. */
    public boolean isIn(Map<String, ?> given, RecordType type) {
        return given.containsKey(name) && type.field(name).isEmpty();
    }

    /** The way it is written now, for messages: {@code gaussian: {basis: …}}. */
    public String example() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < now.size(); i++) {
            text.append(i == 0 ? "" : "{").append(now.get(i)).append(": ");
        }
        return text.append('…').append("}".repeat(now.size() - 1)).toString();
    }

    /** Plain values in the spelling of today. */
    static Map<String, Object> current(Map<String, Object> recorded, RecordType type) {
        Map<String, Object> current = new LinkedHashMap<>(recorded);
        for (FormerSpelling former : type.formerSpellings()) {
            if (former.isIn(recorded, type)) {
                put(current, former.now, current.remove(former.name));
            }
        }
        return current;
    }

    private static void put(Map<String, Object> into, List<String> path, Object value) {
        String name = path.get(0);
        Map<String, Object> inner = new LinkedHashMap<>();
        if (into.get(name) instanceof Map<?, ?> there) {
            there.forEach((key, v) -> inner.put((String) key, v));
        }
        if (path.size() > 1) {
            put(inner, path.subList(1, path.size()), value);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, v) -> inner.put((String) key, v));
        } else {
            into.put(name, value);
            return;
        }
        into.put(name, inner);
    }
}
