package xcflow.runner.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import xcflow.spi.Artefact;

/**
 * Plain values of the experiment language as JSON and back, without loss: an artefact is an object
 * with the single member {@code $artefact}, a number without a finite value one with {@code
 * $number}; other names that begin with a dollar sign get a second one.
 */
public final class PlainJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private PlainJson() {}

    /** JSON text of a plain value. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(encode(value));
    }

    /** JSON text on several lines, for people; artefacts as plain objects. */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(readable(value));
    }

    /** The plain value that was written. */
    public static Object read(String json) {
        try {
            return decode(MAPPER.readValue(json, Object.class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the JSON of a plain value: " + json, e);
        }
    }

    /** The plain map that was written. */
    @SuppressWarnings("unchecked")
    public static LinkedHashMap<String, Object> readMap(String json) {
        return (LinkedHashMap<String, Object>) read(json);
    }

    private static Object encode(Object value) {
        if (value instanceof Artefact artefact) {
            return Map.of("$artefact", members(artefact));
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            return Map.of("$number", number.toString());
        } else if (value instanceof List<?> list) {
            List<Object> encoded = new ArrayList<>(list.size());
            list.forEach(element -> encoded.add(encode(element)));
            return encoded;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> encoded = new LinkedHashMap<>();
            map.forEach((name, inner) -> encoded.put(escape((String) name), encode(inner)));
            return encoded;
        }
        return value;
    }

    private static Object decode(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        } else if (value instanceof List<?> list) {
            List<Object> decoded = new ArrayList<>(list.size());
            list.forEach(element -> decoded.add(decode(element)));
            return decoded;
        } else if (value instanceof Map<?, ?> map) {
            if (map.get("$artefact") instanceof Map<?, ?> members) {
                return new Artefact(
                        (String) members.get("digest"),
                        (String) members.get("name"),
                        (String) members.get("media-type"),
                        ((Number) members.get("size")).longValue());
            }
            if (map.get("$number") instanceof String number) {
                return Double.valueOf(number);
            }
            LinkedHashMap<String, Object> decoded = new LinkedHashMap<>();
            map.forEach((name, inner) -> decoded.put(unescape((String) name), decode(inner)));
            return decoded;
        }
        return value;
    }

    private static Object readable(Object value) {
        if (value instanceof Artefact artefact) {
            return members(artefact);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        } else if (value instanceof List<?> list) {
            List<Object> shown = new ArrayList<>(list.size());
            list.forEach(element -> shown.add(readable(element)));
            return shown;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> shown = new LinkedHashMap<>();
            map.forEach((name, inner) -> shown.put((String) name, readable(inner)));
            return shown;
        }
        return value;
    }

    private static Map<String, Object> members(Artefact artefact) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("digest", artefact.digest());
        members.put("name", artefact.name());
        members.put("media-type", artefact.mediaType());
        members.put("size", artefact.size());
        return members;
    }

    private static String escape(String name) {
        return name.startsWith("$") ? "$" + name : name;
    }

    private static String unescape(String name) {
        return name.startsWith("$$") ? name.substring(1) : name;
    }
}
