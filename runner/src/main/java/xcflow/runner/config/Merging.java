package xcflow.runner.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.workflows.text.Position;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.SourceText;

/** Lays settings over one another: maps key by key, anything else as a whole. */
final class Merging {
    static final Node.Mapping NOTHING = new Node.Mapping(Position.of("no settings"), Map.of());

    private Merging() {}

    static Node.Mapping over(Node.Mapping below, Node.Mapping above) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>(below.entries());
        above.entries()
                .forEach(
                        (key, entry) ->
                                entries.merge(
                                        key,
                                        entry,
                                        (lower, upper) ->
                                                lower.value() instanceof Node.Mapping low
                                                                && upper.value()
                                                                        instanceof Node.Mapping high
                                                        ? new Node.Entry(
                                                                upper.key(), over(low, high))
                                                        : upper));
        return new Node.Mapping(
                above.entries().isEmpty() ? below.position() : above.position(), entries);
    }

    /**
     * A setting as a layer of its own.
     *
     * @param path keys, separated by dots
     * @param origin where the value comes from, as it is shown to the user
     */
    static Node.Mapping single(String path, String value, String origin) {
        Position position = Position.of(origin);
        SourceText source = new SourceText(origin, value);
        Node node = new Node.Scalar(position, value, source, true);
        List<String> keys = List.of(path.split("\\."));
        for (int i = keys.size() - 1; i >= 0; i--) {
            Node.Scalar key = new Node.Scalar(position, keys.get(i), source, true);
            node = new Node.Mapping(position, Map.of(keys.get(i), new Node.Entry(key, node)));
        }
        return (Node.Mapping) node;
    }
}
