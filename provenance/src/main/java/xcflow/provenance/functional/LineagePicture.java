package xcflow.provenance.functional;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.functional.LineageGraph.Edge;
import xcflow.provenance.functional.LineageGraph.Kind;
import xcflow.provenance.functional.LineageGraph.Node;

/** A lineage as text from which other programs draw: Graphviz, Mermaid. */
public final class LineagePicture {
    private LineagePicture() {}

    /** For Graphviz. */
    public static String dot(LineageGraph graph) {
        StringBuilder text = new StringBuilder("digraph lineage {\n  rankdir=RL;\n");
        graph.nodes()
                .values()
                .forEach(
                        node ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "  \"%s\" [label=\"%s\", shape=%s];\n",
                                                node.id(),
                                                node.label().replace("\"", "\\\""),
                                                shape(node.kind()))));
        for (Edge edge : graph.edges()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  \"%s\" -> \"%s\" [label=\"%s\"];\n",
                            edge.from(),
                            edge.to(),
                            edge.relation()));
        }
        return text.append("}\n").toString();
    }

    private static String shape(Kind kind) {
        return switch (kind) {
            case FUNCTIONAL -> "ellipse";
            case EXECUTION -> "box";
            case ARTEFACT -> "note";
        };
    }

    /** For Mermaid. */
    public static String mermaid(LineageGraph graph) {
        StringBuilder text = new StringBuilder("flowchart RL\n");
        Map<String, String> names = new HashMap<>();
        for (Node node : graph.nodes().values()) {
            String name = "n" + names.size();
            names.put(node.id(), name);
            String label = node.label().replace("\"", "#quot;");
            text.append(
                    switch (node.kind()) {
                        case FUNCTIONAL ->
                                String.format(Locale.ROOT, "  %s([\"%s\"])\n", name, label);
                        case EXECUTION -> String.format(Locale.ROOT, "  %s[\"%s\"]\n", name, label);
                        case ARTEFACT ->
                                String.format(Locale.ROOT, "  %s[/\"%s\"/]\n", name, label);
                    });
        }
        for (Edge edge : graph.edges()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %s -->|\"%s\"| %s\n",
                            names.get(edge.from()),
                            edge.relation(),
                            names.get(edge.to())));
        }
        return text.toString();
    }
}
