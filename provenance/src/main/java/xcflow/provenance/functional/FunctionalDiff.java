package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import xcflow.provenance.functional.LineageGraph.Node;

/**
 * What differs between two functional versions.
 *
 * @param ingredients facts of the versions and of the executions that made them which are not the
 *     same in both
 * @param metrics everything that was measured of either; differing or not
 */
public record FunctionalDiff(List<Difference> ingredients, List<Metric> metrics) {

    /**
     * @param what path of the fact, such as {@code inputs.seed}
     * @param one value in the first version; null if it has none
     * @param other value in the second version; null if it has none
     */
    public record Difference(String what, Object one, Object other) {}

    /**
     * @param one last value measured of the first version; null if there is none
     * @param other last value measured of the second version; null if there is none
     */
    public record Metric(String name, String unit, Double one, Double other) {}

    // Facts that differ between any two executions and explain nothing.
    private static final Set<String> INCIDENTAL =
            Set.of("number", "created", "tags", "started", "seconds", "run", "cache-key", "labels");

    static FunctionalDiff of(Handle handle, FunctionalVersion one, FunctionalVersion other) {
        return new FunctionalDiff(
                differences(facts(handle, one), facts(handle, other)),
                metrics(
                        FunctionalQueries.of(handle, one.id()),
                        FunctionalQueries.of(handle, other.id())));
    }

    private static Map<String, Object> facts(Handle handle, FunctionalVersion version) {
        LineageGraph graph = new Lineage(handle).ancestry(version);
        Map<String, Object> facts = new LinkedHashMap<>();
        Node node = graph.nodes().get(graph.root());
        node.facts().forEach((name, value) -> flatten(facts, name, value));
        for (LineageGraph.Edge edge : graph.from(graph.root())) {
            Node target = graph.nodes().get(edge.to());
            if (edge.relation().equals("made by")) {
                target.facts().forEach((name, value) -> flatten(facts, name, value));
            } else {
                facts.put(
                        edge.relation(),
                        target.facts().get("name") + "@" + target.facts().get("number"));
            }
        }
        return facts;
    }

    private static void flatten(Map<String, Object> facts, String name, Object value) {
        if (INCIDENTAL.contains(name)) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(facts, name + "." + key, inner));
        } else {
            facts.put(name, value);
        }
    }

    private static List<Difference> differences(
            Map<String, Object> one, Map<String, Object> other) {
        Set<String> names = new java.util.LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(one.get(name), other.get(name))) {
                differences.add(new Difference(name, one.get(name), other.get(name)));
            }
        }
        return differences;
    }

    private static List<Metric> metrics(List<Measurement> one, List<Measurement> other) {
        Map<String, Measurement> left = latest(one);
        Map<String, Measurement> right = latest(other);
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .map(
                        name -> {
                            Measurement a = left.get(name);
                            Measurement b = right.get(name);
                            return new Metric(
                                    name,
                                    (a == null ? b : a).unit(),
                                    a == null ? null : (Double) a.value(),
                                    b == null ? null : (Double) b.value());
                        })
                .toList();
    }

    private static Map<String, Measurement> latest(List<Measurement> measurements) {
        Map<String, Measurement> latest = new LinkedHashMap<>();
        measurements.forEach(m -> latest.put(m.metric(), m));
        return latest;
    }
}
