package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import xcflow.provenance.functional.LineageGraph.Edge;
import xcflow.provenance.functional.LineageGraph.Node;

/** A lineage as a tree of lines for a terminal. What occurs twice is written out once. */
public final class LineageTree {
    private final LineageGraph graph;
    private final boolean details;
    private final Map<String, List<Edge>> from = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<Object, String> machines = new HashMap<>();
    private final Consumer<String> lines;

    private LineageTree(LineageGraph graph, boolean details, Consumer<String> lines) {
        this.graph = graph;
        this.lines = lines;
        this.details = details;
        graph.edges()
                .forEach(
                        edge ->
                                from.computeIfAbsent(edge.from(), id -> new ArrayList<>())
                                        .add(edge));
    }

    /**
     * @param details whether to write all facts, or only one line for each thing
     */
    public static List<String> lines(LineageGraph graph, boolean details) {
        List<String> lines = new ArrayList<>();
        write(graph, details, lines::add);
        return lines;
    }

    /** As {@link #lines}, line by line: a tree may be longer than memory is large. */
    public static void write(LineageGraph graph, boolean details, Consumer<String> lines) {
        new LineageTree(graph, details, lines).node(graph.root(), "", "", "");
    }

    private void node(String id, String relation, String first, String rest) {
        Node node = graph.nodes().get(id);
        String prefix = relation.isEmpty() ? "" : relation + " ";
        if (!seen.add(id)) {
            lines.accept(first + prefix + node.label() + " (see above)");
            return;
        }
        lines.accept(first + prefix + node.label());
        List<Edge> edges = from.getOrDefault(id, List.of());
        if (details) {
            String bar = edges.isEmpty() ? "   " : "│  ";
            node.facts().forEach((name, value) -> fact(node, rest + bar, name, value));
        }
        for (int i = 0; i < edges.size(); i++) {
            boolean last = i == edges.size() - 1;
            Edge edge = edges.get(i);
            node(
                    edge.to(),
                    edge.relation(),
                    rest + (last ? "└─ " : "├─ "),
                    rest + (last ? "   " : "│  "));
        }
    }

    /** The libraries of a machine fill a screen: they are written out at its first execution. */
    private void fact(Node node, String indent, String name, Object value) {
        String first =
                name.equals("machine")
                        ? machines.putIfAbsent(value, node.id().replace('/', ' '))
                        : null;
        if (first == null) {
            fact(indent, name, value);
        } else {
            lines.accept(indent + "machine: that of " + first);
        }
    }

    private void fact(String indent, String name, Object value) {
        if (value instanceof Map<?, ?> map && map.get("$artefact") instanceof Map<?, ?> artefact) {
            lines.accept(indent + name + ": " + artefact.get("name"));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> fact(indent, name + "." + key, inner));
        } else if (value instanceof List<?> list) {
            if (!list.isEmpty()) {
                StringJoiner text = new StringJoiner(", ");
                list.forEach(element -> text.add(String.valueOf(element)));
                lines.accept(indent + name + ": " + text);
            }
        } else if (value != null && !value.toString().isEmpty()) {
            lines.accept(indent + name + ": " + value);
        }
    }
}
