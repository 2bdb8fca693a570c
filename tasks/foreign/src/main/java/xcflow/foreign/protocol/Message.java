package xcflow.foreign.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message of the protocol: one line of JSON. What an adapter sent is asked for with its type; a
 * missing or wrong part is a sentence.
 */
public record Message(Map<?, ?> parts) {
    private static final int DEEPEST = 30;
    private static final int QUOTED = 120;

    private static final JsonMapper JSON =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(DEEPEST)
                                            .build())
                            .build());

    /**
     * Reads a line.
     *
     * @throws AdapterFailure if it is no message
     */
    static Message read(String line) throws AdapterFailure {
        try {
            if (JSON.readValue(line, Object.class) instanceof Map<?, ?> map
                    && map.get("type") instanceof String) {
                return new Message(map);
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new AdapterFailure(
                "it wrote something else than messages to its standard output: '"
                        + quoted(line)
                        + "'");
    }

    private static String quoted(String line) {
        String plain = line.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > QUOTED ? plain.substring(0, QUOTED) + "…" : plain;
    }

    /** A line for an adapter. */
    static String line(Map<String, ?> parts) {
        return JSON.writeValueAsString(parts);
    }

    String type() {
        return (String) parts.get("type");
    }

    boolean has(String key) {
        return parts.get(key) != null;
    }

    private AdapterFailure wrong(String key, String wanted) {
        Object value = parts.get(key);
        return new AdapterFailure(
                "its "
                        + type()
                        + (value == null
                                ? " has no '" + key + "'"
                                : " has '" + key + "': " + quoted(String.valueOf(value)))
                        + ", which must be "
                        + wanted);
    }

    /** Text. */
    public String text(String key) throws AdapterFailure {
        if (parts.get(key) instanceof String text) {
            return text;
        }
        throw wrong(key, "text");
    }

    /** Text, or what counts where there is none. */
    public String text(String key, String otherwise) throws AdapterFailure {
        return has(key) ? text(key) : otherwise;
    }

    /** Texts; none where there is no list. */
    public List<String> texts(String key) throws AdapterFailure {
        if (!has(key)) {
            return List.of();
        }
        if (parts.get(key) instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw wrong(key, "a list of texts");
    }

    /** A finite number. */
    public double number(String key) throws AdapterFailure {
        return finite(key, parts.get(key));
    }

    /** A finite number, if there is one. */
    public Optional<Double> optionalNumber(String key) throws AdapterFailure {
        return has(key) ? Optional.of(number(key)) : Optional.empty();
    }

    private double finite(String key, Object value) throws AdapterFailure {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(key, "finite numbers");
    }

    /** A whole number. */
    public int whole(String key) throws AdapterFailure {
        double value = number(key);
        if (value != (int) value) {
            throw wrong(key, "a whole number");
        }
        return (int) value;
    }

    /** Numbers, lists of lists laid out one after the other. */
    public Optional<double[]> numbers(String key) throws AdapterFailure {
        if (!has(key)) {
            return Optional.empty();
        }
        List<Double> flat = new ArrayList<>();
        flatten(key, parts.get(key), flat);
        return Optional.of(flat.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void flatten(String key, Object value, List<Double> into) throws AdapterFailure {
        if (value instanceof List<?> list) {
            for (Object each : list) {
                flatten(key, each, into);
            }
        } else {
            into.add(finite(key, value));
        }
    }

    /** Numbers by name; empty where there are none. */
    public Map<String, Double> numbersByName(String key) throws AdapterFailure {
        Map<String, Double> all = new LinkedHashMap<>();
        for (var entry : map(key).entrySet()) {
            all.put(entry.getKey(), finite(key, entry.getValue()));
        }
        return all;
    }

    /** Texts by name; empty where there are none. */
    public Map<String, String> textsByName(String key) throws AdapterFailure {
        Map<String, String> all = new LinkedHashMap<>();
        map(key).forEach((name, value) -> all.put(name, String.valueOf(value)));
        return all;
    }

    /** Plain values by name; empty where there are none. */
    public Map<String, Object> map(String key) throws AdapterFailure {
        Map<String, Object> all = new LinkedHashMap<>();
        if (has(key)) {
            if (!(parts.get(key) instanceof Map<?, ?> map)) {
                throw wrong(key, "a map");
            }
            map.forEach((name, value) -> all.put(String.valueOf(name), value));
        }
        return all;
    }

    /** A message within it. */
    public Message inside(String key) throws AdapterFailure {
        Map<String, Object> map = map(key);
        map.put("type", type());
        return new Message(map);
    }

    /** Messages in a list within it; empty where there are none. */
    public List<Message> list(String key) throws AdapterFailure {
        List<Message> all = new ArrayList<>();
        if (has(key)) {
            if (!(parts.get(key) instanceof List<?> list)) {
                throw wrong(key, "a list");
            }
            for (Object each : list) {
                if (!(each instanceof Map<?, ?> map)) {
                    throw wrong(key, "a list of maps");
                }
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((name, value) -> copy.put(String.valueOf(name), value));
                copy.put("type", type());
                all.add(new Message(copy));
            }
        }
        return all;
    }
}
