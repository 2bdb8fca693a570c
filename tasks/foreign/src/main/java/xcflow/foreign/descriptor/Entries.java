package xcflow.foreign.descriptor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.spi.EditDistance;

/**
 * A map of a descriptor. Each value is asked for with its type; what is wrong is said with its
 * place.
 *
 * @param place of the map, such as {@code siesta.yaml: program}
 */
record Entries(String place, Map<?, ?> map) {

    /** Refuses keys that are not of the format. */
    Entries only(String... known) throws DescriptorException {
        for (Object key : map.keySet()) {
            if (!Arrays.asList(known).contains(key)) {
                String name = String.valueOf(key);
                String near =
                        Arrays.stream(known)
                                .filter(k -> EditDistance.between(name, k) <= 2)
                                .findFirst()
                                .map(k -> " (did you mean '" + k + "'?)")
                                .orElse("; there are " + String.join(", ", known));
                throw wrong("there is no '" + name + "'" + near);
            }
        }
        return this;
    }

    DescriptorException wrong(String message) {
        return new DescriptorException(place + ": " + message);
    }

    String text(String key) throws DescriptorException {
        return optionalText(key).orElseThrow(() -> wrong("'" + key + "' is missing"));
    }

    Optional<String> optionalText(String key) throws DescriptorException {
        Object value = map.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value).map(String::strip);
        }
        throw wrong("'" + key + "' must be text, not " + value);
    }

    double number(String key, double otherwise) throws DescriptorException {
        Object value = map.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("'" + key + "' must be a number, not " + value);
    }

    int whole(String key, int otherwise, int least) throws DescriptorException {
        double value = number(key, otherwise);
        if (value != (int) value || value < least) {
            throw wrong("'" + key + "' must be a whole number of at least " + least);
        }
        return (int) value;
    }

    boolean flag(String key, boolean otherwise) throws DescriptorException {
        Object value = map.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("'" + key + "' must be true or false, not " + value);
    }

    List<String> texts(String key) throws DescriptorException {
        Object value = map.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong("'" + key + "' must be a list of texts");
    }

    /** Words of a command, written as a list, or as text that is parted at blanks. */
    List<String> words(String key, List<String> otherwise) throws DescriptorException {
        Object value = map.get(key);
        if (value == null) {
            return otherwise;
        }
        List<String> words =
                value instanceof String text
                        ? Arrays.asList(text.strip().split("\\s+"))
                        : texts(key);
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw wrong("'" + key + "' must not be empty");
        }
        return words;
    }

    Set<String> setOf(String key, List<String> permitted) throws DescriptorException {
        List<String> given = texts(key);
        for (String each : given) {
            if (!permitted.contains(each)) {
                throw wrong(
                        "'" + key + "' takes " + String.join(", ", permitted) + ", not " + each);
            }
        }
        return Set.copyOf(given);
    }

    Optional<Entries> optionalMap(String key) throws DescriptorException {
        Object value = map.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> inside) {
            return Optional.of(new Entries(place + ": " + key, inside));
        }
        throw wrong("'" + key + "' must be a map");
    }

    Entries map(String key) throws DescriptorException {
        return optionalMap(key).orElse(new Entries(place + ": " + key, Map.of()));
    }

    List<Entries> maps(String key) throws DescriptorException {
        List<Entries> all = new ArrayList<>();
        Object value = map.get(key);
        if (value == null) {
            return all;
        }
        if (value instanceof List<?> list) {
            for (Object each : list) {
                if (!(each instanceof Map<?, ?> inside)) {
                    throw wrong("'" + key + "' must be a list of maps");
                }
                all.add(new Entries(place + ": " + key + " " + (all.size() + 1), inside));
            }
            return all;
        }
        throw wrong("'" + key + "' must be a list of maps");
    }

    Map<String, String> textMap() {
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    Map<String, Object> plain() {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> values.put(String.valueOf(key), value));
        return values;
    }
}
