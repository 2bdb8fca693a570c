package xcflow.runner.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.LineageTree;
import xcflow.runner.value.PlainJson;

/** The functional versions that belong to the instances of a run, and what was measured of them. */
final class Versions {
    /** Lineages take some lines each; those of further versions are a command away. */
    private static final int MOST_LINEAGES = 50;

    private final FunctionalRegistry functionals;
    private final Map<Long, String> instances = new LinkedHashMap<>();
    private final Map<Long, String> labels = new HashMap<>();

    Versions(FunctionalRegistry functionals, List<Report.InstanceSummary> instances) {
        this.functionals = functionals;
        for (Report.InstanceSummary instance : instances) {
            String labels = PlainText.labels(instance.labels());
            instance.execution()
                    .ifPresent(
                            execution ->
                                    this.instances.putIfAbsent(
                                            execution,
                                            instance.step()
                                                    + (labels.isEmpty() ? "" : ": " + labels)));
        }
    }

    List<Report.FunctionalSummary> made() {
        List<FunctionalRecord> versions = functionals.madeBy(instances.keySet());
        return IntStream.range(0, versions.size())
                .mapToObj(i -> summary(versions.get(i), i < MOST_LINEAGES))
                .toList();
    }

    private Report.FunctionalSummary summary(FunctionalRecord version, boolean withLineage) {
        labels.put(version.id(), version.label());
        Map<String, String> details = new TreeMap<>();
        PlainJson.readMap(version.details())
                .forEach((name, value) -> details.put(name, PlainText.of(value)));
        return new Report.FunctionalSummary(
                version.label(),
                version.digest(),
                version.architecture(),
                version.reference(),
                version.execution().map(instances::get).orElse(""),
                version.parents().stream().map(this::parent).toList(),
                details,
                withLineage ? LineageTree.lines(functionals.lineage(version), false) : List.of());
    }

    private String parent(FunctionalRecord.Parent parent) {
        return parent.relation().replace('-', ' ')
                + " "
                + parent.version().map(this::label).orElse(parent.functional());
    }

    private String label(long id) {
        return labels.computeIfAbsent(
                id,
                missing ->
                        functionals
                                .byId(missing)
                                .map(FunctionalRecord::label)
                                .orElse("#" + missing));
    }

    List<Report.MetricSummary> measured() {
        return functionals.measuredBy(instances.keySet()).stream()
                .map(
                        m ->
                                new Report.MetricSummary(
                                        label(m.functional()),
                                        instances.getOrDefault(m.execution(), ""),
                                        m.metric(),
                                        m.value(),
                                        m.unit()))
                .toList();
    }
}
