package xcflow.runner.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.value.PlainJson;

/** The warnings of a run's results, wherever these were computed, by instance. */
public record RunWarnings(Map<Instance, List<Warning>> byInstance) {
    private static final int MOST_LINES = 30;
    private static final int MOST_LABELS = 3;

    /** All warnings of a run. */
    public static RunWarnings of(RunLedger ledger, Run run) {
        Map<Integer, List<Warning>> found = ledger.warnings(run.id());
        return found.isEmpty()
                ? new RunWarnings(Map.of())
                : new RunWarnings(byInstance(found, ledger.instances(run.id())));
    }

    private static Map<Instance, List<Warning>> byInstance(
            Map<Integer, List<Warning>> found, List<Instance> instances) {
        Map<Instance, List<Warning>> all = new LinkedHashMap<>();
        for (Instance instance : instances) {
            List<Warning> warnings = found.get(instance.number());
            if (warnings != null) {
                all.put(instance, warnings);
            }
        }
        return all;
    }

    /** Number of warnings. */
    public int count() {
        return byInstance.values().stream().mapToInt(List::size).sum();
    }

    /** Their number in words. */
    public String text() {
        return Count.of(count(), "warning");
    }

    /** For people: equal warnings of several instances on one line. */
    public List<String> lines() {
        Map<Warning, List<String>> labels = new LinkedHashMap<>();
        byInstance.forEach(
                (instance, warnings) ->
                        warnings.forEach(
                                warning ->
                                        labels.computeIfAbsent(warning, w -> new ArrayList<>())
                                                .add(InstanceView.label(instance))));
        List<String> lines = new ArrayList<>();
        labels.forEach((warning, whose) -> lines.add(whose(whose) + ": " + warning));
        if (lines.size() > MOST_LINES) {
            int more = lines.size() - MOST_LINES;
            lines.subList(MOST_LINES, lines.size()).clear();
            lines.add(String.format(Locale.ROOT, "and %d more", more));
        }
        return lines;
    }

    private static String whose(List<String> labels) {
        return labels.size() <= MOST_LABELS
                ? String.join(", ", labels)
                : String.join(", ", labels.subList(0, MOST_LABELS))
                        + String.format(Locale.ROOT, " and %d more", labels.size() - MOST_LABELS);
    }

    /** As JSON: one object for each warning. */
    public List<Object> json() {
        List<Object> list = new ArrayList<>();
        byInstance.forEach(
                (instance, warnings) -> {
                    for (Warning warning : warnings) {
                        Map<String, Object> json = new LinkedHashMap<>();
                        json.put("step", instance.step());
                        json.put("matrix", PlainJson.read(instance.labels()));
                        json.put("code", warning.code());
                        json.put("text", warning.text());
                        list.add(json);
                    }
                });
        return list;
    }
}
