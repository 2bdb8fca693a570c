package xcflow.runner.results;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.storage.Sha256;

/**
 * The files that the values of a run become: an artefact is a file, other values are JSON, and the
 * artefacts inside a list or map lie in a directory of its name.
 */
final class ResultFiles {

    /** A file to be: an artefact, or a text. */
    record Wanted(Artefact artefact, byte[] text) {
        String sha256() {
            return artefact == null ? Sha256.of(text) : artefact.digest();
        }
    }

    private final Map<String, Wanted> files = new TreeMap<>();

    /** The files by path. */
    Map<String, Wanted> files() {
        return files;
    }

    /** An output: its name is that of the file, with the ending of the artefact. */
    void output(String name, Object value) {
        add(value instanceof Artefact file ? name + ending(file.name()) : name, value, ".json");
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }

    /** A value at a path that the workflow gives. */
    void file(String path, Object value) {
        String clean = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (value instanceof String text) {
            put(clean, new Wanted(null, bytes(text.endsWith("\n") ? text : text + "\n")));
        } else {
            add(clean, value, clean.endsWith(".json") ? "" : ".json");
        }
    }

    private void add(String path, Object value, String json) {
        if (value instanceof Artefact file) {
            put(path, new Wanted(file, null));
            return;
        }
        Object described = inside(path, value);
        boolean collection = isFiles(value);
        if (!collection) {
            put(path + json, new Wanted(null, bytes(PlainJson.pretty(described) + "\n")));
        }
    }

    /** Whether a value is nothing but files, whose directory then says all. */
    private static boolean isFiles(Object value) {
        return value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(Artefact.class::isInstance)
                || value instanceof Map<?, ?> map
                        && !map.isEmpty()
                        && map.values().stream().allMatch(Artefact.class::isInstance);
    }

    /** Adds the artefacts inside a value; gives the value with their paths instead. */
    private Object inside(String path, Object value) {
        if (value instanceof Artefact file) {
            String place =
                    files.containsKey(path) ? path + "-" + file.digest().substring(0, 8) : path;
            put(place, new Wanted(file, null));
            return Map.of("file", place, "sha256", file.digest());
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            int width = Integer.toString(Math.max(0, list.size() - 1)).length();
            for (int i = 0; i < list.size(); i++) {
                Object element = list.get(i);
                String name =
                        element instanceof Artefact file
                                ? String.format(Locale.ROOT, "%0" + width + "d-%s", i, file.name())
                                : label(element, String.format(Locale.ROOT, "%0" + width + "d", i));
                elements.add(inside(path + "/" + name, element));
            }
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach(
                    (key, inner) -> {
                        String name = named((String) key, inner);
                        members.put((String) key, inside(path + "/" + name, inner));
                    });
            return members;
        }
        return value;
    }

    /** A key that is the path of a file stays one; other artefacts get their ending. */
    private static String named(String key, Object value) {
        String clean = clean(key);
        boolean whole = !(value instanceof Artefact file) || clean.endsWith(ending(file.name()));
        return whole ? clean : clean + ending(((Artefact) value).name());
    }

    /** The cell of an instance, such as {@code architecture=constrained,seed=1}. */
    private static String label(Object element, String otherwise) {
        if (!(element instanceof Map<?, ?> outputs)
                || !(outputs.get("matrix") instanceof Map<?, ?> labels)
                || labels.isEmpty()) {
            return otherwise;
        }
        List<String> parts = new ArrayList<>();
        for (Map.Entry<?, ?> label : labels.entrySet()) {
            if (label.getValue() instanceof List || label.getValue() instanceof Map) {
                return otherwise;
            }
            parts.add(label.getKey() + "=" + label.getValue());
        }
        String text = clean(String.join(",", parts).replace('/', '_'));
        return text.length() > 100 ? otherwise : text;
    }

    private static String clean(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/")) {
            String plain = part.replaceAll("[\\p{Cntrl}\\\\:*?\"<>|]", "_").strip();
            parts.add(plain.isEmpty() || plain.equals("..") || plain.equals(".") ? "_" : plain);
        }
        return String.join("/", parts);
    }

    private void put(String path, Wanted wanted) {
        files.put(path, wanted);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
