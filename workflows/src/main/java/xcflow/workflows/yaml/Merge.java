package xcflow.workflows.yaml;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.workflows.text.Problems;

/**
 * The entries of a mapping while it is read, with the merge key {@code <<}: it takes over the
 * entries of a map, or of the maps in a list, as YAML 1.1 defined it. A key that the mapping itself
 * has wins over a merged one, wherever it stands, and an earlier map of a list over a later one.
 */
final class Merge {
    static final String KEY = "<<";

    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Set<String> own = new HashSet<>();
    private final Problems problems;

    Merge(Problems problems) {
        this.problems = problems;
    }

    /** An entry that is written in the mapping. */
    void add(Node.Entry entry, boolean merge) {
        String name = entry.name();
        if (!own.add(merge ? KEY + " as merge" : name)) {
            problems.add(entry.key().position(), duplicate(name));
        } else if (merge) {
            merge(entry.value());
        } else {
            entries.put(name, entry);
        }
    }

    private String duplicate(String name) {
        Node.Entry first = entries.get(name);
        return first == null
                ? "a second '" + KEY + "' in the same map: write '" + KEY + ": [*one, *other]'"
                : "duplicate key '"
                        + name
                        + "', first given in line "
                        + first.key().position().line();
    }

    private void merge(Node value) {
        List<Node> sources =
                value instanceof Node.Sequence sequence ? sequence.elements() : List.of(value);
        for (Node source : sources) {
            if (source instanceof Node.Mapping mapping) {
                mapping.entries().forEach(entries::putIfAbsent);
            } else {
                problems.add(
                        source.position(),
                        "'"
                                + KEY
                                + "' takes over the keys of a map, or of a list of maps, not of "
                                + source.kind());
            }
        }
    }

    Map<String, Node.Entry> entries() {
        return entries;
    }
}
