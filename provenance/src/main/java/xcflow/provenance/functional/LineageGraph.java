package xcflow.provenance.functional;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where something comes from, or what became of it: a graph without cycles.
 *
 * @param root id of the node from which to read
 * @param nodes by their ids, the root first
 * @param edges in the direction of reading, away from the root
 */
public record LineageGraph(String root, Map<String, Node> nodes, List<Edge> edges) {

    /** What a node stands for. */
    public enum Kind {
        FUNCTIONAL,
        EXECUTION,
        ARTEFACT
    }

    /**
     * @param id such as {@code functional/3}, {@code execution/17}, {@code artefact/ab12…}
     * @param label one line for people
     * @param known puts together what {@link #facts()} tells; a picture does not ask
     */
    public record Node(String id, Kind kind, String label, Supplier<Map<String, Object>> known) {

        /**
         * Everything known of it, in a sensible order; values are strings, numbers, booleans, maps
         * or lists. Put together anew at each call.
         */
        public Map<String, Object> facts() {
            return known.get();
        }
    }

    /**
     * @param relation such as {@code made by}, {@code used}, {@code cloned-from}
     */
    public record Edge(String from, String to, String relation) {}

    /** Edges that leave a node. */
    public List<Edge> from(String node) {
        return edges.stream().filter(edge -> edge.from().equals(node)).toList();
    }
}
