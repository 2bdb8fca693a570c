package xcflow.provenance.functional;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.functional.LineageGraph.Edge;
import xcflow.provenance.functional.LineageGraph.Kind;
import xcflow.provenance.functional.LineageGraph.Node;

/** A lineage as a picture: Graphviz, Mermaid or SVG. Time runs from left to right. */
public final class LineagePicture {
    private static final int WIDTH = 250;
    private static final int HEIGHT = 40;
    private static final int GAP_X = 60;
    private static final int GAP_Y = 16;
    private static final int MARGIN = 10;
    private static final int LETTERS = 38;
    private static final int SAG = 44;

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

    /** A complete SVG document. */
    public static String svg(LineageGraph graph) {
        return new Drawing(graph).draw();
    }

    /** Columns by the longest way from the root; the root stands at the right. */
    private static final class Drawing {
        private final LineageGraph graph;
        private final Map<String, List<Edge>> from = new HashMap<>();
        private final Map<String, Integer> columns = new HashMap<>();
        private final Map<String, int[]> corners = new HashMap<>();
        private final StringBuilder svg = new StringBuilder();

        Drawing(LineageGraph graph) {
            this.graph = graph;
            graph.edges()
                    .forEach(
                            edge ->
                                    from.computeIfAbsent(edge.from(), id -> new ArrayList<>())
                                            .add(edge));
        }

        String draw() {
            place();
            int last = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            int[] rows = new int[last + 1];
            for (String id : graph.nodes().keySet()) {
                int column = columns.getOrDefault(id, last);
                corners.put(
                        id,
                        new int[] {
                            MARGIN + (last - column) * (WIDTH + GAP_X),
                            MARGIN + rows[column]++ * (HEIGHT + GAP_Y)
                        });
            }
            int most = Arrays.stream(rows).max().orElse(1);
            int width = 2 * MARGIN + (last + 1) * (WIDTH + GAP_X) - GAP_X;
            int height = 2 * MARGIN + most * (HEIGHT + GAP_Y);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n",
                            width,
                            height,
                            width,
                            height));
            svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
            graph.edges().forEach(this::line);
            graph.nodes().values().forEach(this::box);
            return svg.append("</svg>\n").toString();
        }

        /** Each node once, after all that point to it: time grows with the number of edges. */
        private void place() {
            Map<String, Integer> pointing = new HashMap<>();
            graph.edges().forEach(edge -> pointing.merge(edge.to(), 1, Integer::sum));
            Deque<String> open = new ArrayDeque<>();
            for (String id : graph.nodes().keySet()) {
                if (!pointing.containsKey(id)) {
                    columns.put(id, 0);
                    open.add(id);
                }
            }
            while (!open.isEmpty()) {
                String id = open.poll();
                for (Edge edge : from.getOrDefault(id, List.of())) {
                    columns.merge(edge.to(), columns.get(id) + 1, Math::max);
                    if (pointing.merge(edge.to(), -1, Integer::sum) == 0) {
                        open.add(edge.to());
                    }
                }
            }
        }

        private void line(Edge edge) {
            int[] start = corners.get(edge.from());
            int[] end = corners.get(edge.to());
            int x1 = start[0];
            int y1 = start[1] + HEIGHT / 2;
            int x2 = end[0] + WIDTH;
            int y2 = end[1] + HEIGHT / 2;
            int bend = Math.max(20, (x1 - x2) / 2);
            // A line past other columns would be hidden behind the boxes there.
            int sag = x1 - x2 > GAP_X ? SAG : 0;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"#888\"><title>%s</title></path>\n",
                            x1,
                            y1,
                            x1 - bend,
                            y1 + sag,
                            x2 + bend,
                            y2 + sag,
                            x2,
                            y2,
                            escape(edge.relation())));
            if (isParent(edge)) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"9\" fill=\"#666\">%s</text>\n",
                                (x1 + x2) / 2,
                                (y1 + y2) / 2 + sag * 3 / 4 - 3,
                                escape(edge.relation())));
            }
        }

        private boolean isParent(Edge edge) {
            return graph.nodes().get(edge.from()).kind() == Kind.FUNCTIONAL
                    && graph.nodes().get(edge.to()).kind() == Kind.FUNCTIONAL;
        }

        private void box(Node node) {
            int[] corner = corners.get(node.id());
            String[] lines = lines(node);
            String colour =
                    switch (node.kind()) {
                        case FUNCTIONAL -> "#d8e8f8";
                        case EXECUTION -> "#f4ecd8";
                        case ARTEFACT -> "#e6f2e0";
                    };
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" stroke=\"#555\"/>",
                            escape(node.label()),
                            corner[0],
                            corner[1],
                            WIDTH,
                            HEIGHT,
                            node.kind() == Kind.FUNCTIONAL ? HEIGHT / 2 : 3,
                            colour));
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                            corner[0] + WIDTH / 2,
                            corner[1] + HEIGHT / 2 - 3,
                            escape(shorten(lines[0]))));
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text></g>\n",
                            corner[0] + WIDTH / 2,
                            corner[1] + HEIGHT / 2 + 12,
                            escape(shorten(lines[1]))));
        }

        /** Two lines: what it is and which. */
        private static String[] lines(Node node) {
            int step = node.label().indexOf(", step ");
            return node.kind() == Kind.EXECUTION && step > 0
                    ? new String[] {
                        node.label().substring(0, step), node.label().substring(step + 2)
                    }
                    : new String[] {node.label(), node.kind().name().toLowerCase(Locale.ROOT)};
        }

        private static String shorten(String text) {
            return text.length() <= LETTERS ? text : text.substring(0, LETTERS - 1) + "…";
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}
