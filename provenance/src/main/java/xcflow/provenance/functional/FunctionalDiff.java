package xcflow.provenance.functional;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import xcflow.storage.Sql;

/**
 * What differs between two functional versions.
 *
 * @param ingredients facts of the versions and of the executions that made them which are not the
 *     same in both
 * @param metrics everything that was measured of either; differing or not
 */
public record FunctionalDiff(List<Difference> ingredients, List<Metric> metrics) {

    /**
     * @param what path of the fact, such as {@code inputs.seed}; {@code inputs.dataset:
     *     inputs.basis} is a fact of the execution that made the data set
     * @param one value in the first version; null if it has none
     * @param other value in the second version; null if it has none
     */
    public record Difference(String what, Object one, Object other) {}

    /**
     * @param one last value measured of the first version; null if there is none
     * @param other last value measured of the second version; null if there is none
     */
    public record Metric(String name, String unit, Double one, Double other) {}

    static FunctionalDiff of(Sql sql, FunctionalRecord one, FunctionalRecord other) {
        return new FunctionalDiff(
                new Ingredients(sql).differences(one, other),
                metrics(
                        FunctionalQueries.of(sql, one.id()),
                        FunctionalQueries.of(sql, other.id())));
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
