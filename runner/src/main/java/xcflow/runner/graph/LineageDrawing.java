package xcflow.runner.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import xcflow.provenance.functional.LineageGraph;
import xcflow.provenance.functional.LineageGraph.Edge;
import xcflow.provenance.functional.LineageGraph.Kind;
import xcflow.provenance.functional.LineageGraph.Node;
import xcflow.workflows.plan.CellText;

/** A lineage as a diagram: time runs with the arrows, from what was used to what was made of it. */
public final class LineageDrawing {
    private static final int LONGEST_LINE = 24;

    private LineageDrawing() {}

    /**
     * @param link where a click on a node leads
     */
    public static Diagram of(LineageGraph lineage, Function<Node, Optional<String>> link) {
        List<Diagram.Box> boxes = new ArrayList<>();
        Set<String> reached = reached(lineage);
        for (Node node : lineage.nodes().values()) {
            if (!reached.contains(node.id())) {
                continue;
            }
            Map<String, Object> facts = node.facts();
            boxes.add(
                    new Diagram.Box(
                            node.id(),
                            Diagram.Kind.valueOf(node.kind().name()),
                            title(node, facts),
                            lines(node, facts),
                            Map.of(),
                            link.apply(node)));
        }
        List<Diagram.Arrow> arrows = new ArrayList<>();
        for (Edge edge : lineage.edges()) {
            String label = parent(lineage, edge) ? relation(edge) : "";
            String title =
                    label(lineage, edge.from())
                            + " – "
                            + edge.relation()
                            + " – "
                            + label(lineage, edge.to());
            arrows.add(
                    withTime(edge)
                            ? new Diagram.Arrow(edge.from(), edge.to(), label, title)
                            : new Diagram.Arrow(edge.to(), edge.from(), label, title));
        }
        return new Diagram("Lineage of " + label(lineage, lineage.root()), boxes, arrows);
    }

    /** What one comes to from the root: an execution that made the same file again is no part. */
    private static Set<String> reached(LineageGraph lineage) {
        Map<String, List<String>> next = new HashMap<>();
        lineage.edges()
                .forEach(
                        edge ->
                                next.computeIfAbsent(edge.from(), id -> new ArrayList<>())
                                        .add(edge.to()));
        Set<String> reached = new HashSet<>(Set.of(lineage.root()));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String id : next.getOrDefault(open.poll(), List.of())) {
                if (reached.add(id)) {
                    open.add(id);
                }
            }
        }
        return reached;
    }

    private static String label(LineageGraph lineage, String id) {
        Node node = lineage.nodes().get(id);
        return node == null ? id : node.label();
    }

    /** Descendants are read with time, ancestors against it. */
    private static boolean withTime(Edge edge) {
        return edge.relation().equals("used by") || edge.relation().startsWith("parent of");
    }

    /** The relation as it is recorded: of {@code parent of (cloned-from)} what is in brackets. */
    private static String relation(Edge edge) {
        return edge.relation().replaceAll("^parent of \\((.*)\\)$", "$1");
    }

    private static boolean parent(LineageGraph lineage, Edge edge) {
        Node from = lineage.nodes().get(edge.from());
        Node to = lineage.nodes().get(edge.to());
        return from != null
                && to != null
                && from.kind() == Kind.FUNCTIONAL
                && to.kind() == Kind.FUNCTIONAL;
    }

    private static String title(Node node, Map<String, Object> facts) {
        return switch (node.kind()) {
            case FUNCTIONAL ->
                    facts.containsKey("name")
                            ? facts.get("name") + "@" + facts.get("number")
                            : node.label();
            case EXECUTION ->
                    facts.containsKey("step")
                            ? cell(facts.get("step").toString(), facts.get("labels"))
                            : node.label();
            case ARTEFACT ->
                    facts.containsKey("name") ? facts.get("name").toString() : node.label();
        };
    }

    @SuppressWarnings("unchecked")
    private static String cell(String step, Object labels) {
        return labels instanceof Map<?, ?> map && !map.isEmpty()
                ? CellText.label(step, (Map<String, Object>) map)
                : step;
    }

    private static List<String> lines(Node node, Map<String, Object> facts) {
        List<String> lines = new ArrayList<>();
        switch (node.kind()) {
            case FUNCTIONAL -> {
                add(lines, "", facts.get("architecture"));
                if (facts.get("details") instanceof Map<?, ?> details) {
                    add(lines, "seed ", details.get("seed"));
                }
                if (facts.get("tags") instanceof List<?> tags && !tags.isEmpty()) {
                    add(lines, "", tags.toString());
                }
                add(lines, "", time(facts.get("created")));
            }
            case EXECUTION -> {
                String run = facts.get("run") == null ? "" : ", run " + facts.get("run");
                add(lines, "", facts.get("task"));
                add(lines, "execution ", node.id().replaceFirst(".*/", "") + run);
                add(lines, "", facts.get("imported"));
                add(lines, "", time(facts.get("started")));
            }
            case ARTEFACT -> {
                add(lines, "", shortened(facts.get("molecules")));
                if (facts.get("size") instanceof Number size) {
                    lines.add(bytes(size.longValue()));
                }
                if (facts.get("digest") instanceof String digest) {
                    lines.add(digest.substring(0, Math.min(12, digest.length())) + "…");
                }
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String before, Object value) {
        if (value != null && !value.toString().isEmpty()) {
            lines.add(before + value);
        }
    }

    private static String shortened(Object names) {
        String text = names == null ? "" : names.toString();
        int end = text.length() <= LONGEST_LINE ? -1 : text.lastIndexOf(", ", LONGEST_LINE);
        return end < 0 ? text : text.substring(0, end) + " …";
    }

    private static String time(Object instant) {
        String text = instant == null ? "" : instant.toString();
        return text.length() < 16 ? text : text.substring(0, 16).replace('T', ' ') + " UTC";
    }

    private static String bytes(long size) {
        if (size < 1000) {
            return size + " B";
        }
        int power = Math.min(4, (int) (Math.log10(size) / 3));
        return String.format(
                Locale.ROOT, "%.3g %sB", size / Math.pow(1000, power), " kMGT".charAt(power));
    }
}
