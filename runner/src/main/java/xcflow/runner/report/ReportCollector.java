package xcflow.runner.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import xcflow.provenance.Provenance;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Worker;
import xcflow.runner.run.Submission;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.ExecutionView;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.InstanceViews;
import xcflow.runner.view.RunView;
import xcflow.workflows.schema.TaskCatalog;

/** Gathers what a report shows from the records. */
public final class ReportCollector {
    private static final int PAGE = 500;

    private final Provenance provenance;
    private final TaskCatalog tasks;

    public ReportCollector(Provenance provenance, TaskCatalog tasks) {
        this.provenance = provenance;
        this.tasks = tasks;
    }

    /** The report of a run that may still be in progress. */
    public Report collect(RunView view) throws IOException {
        Run run = view.run();
        List<InstanceView> recorded = new InstanceViews(provenance).of(run);
        Map<Long, Execution> executions = executions(recorded);
        List<Report.InstanceSummary> instances = instances(run, recorded, executions);
        DeclaredSteps declared =
                DeclaredSteps.of(new Submission(provenance, tasks), run, instances);
        Sections sections = new Sections(provenance.objects());
        // What the run declares as its results comes first, so that no limit can leave it out.
        List<Report.Section> outputs = outputs(run, declared, sections);
        List<Report.Section> results = results(declared, instances, sections);
        Versions versions = new Versions(provenance.functionals(), instances);
        return new Report(
                run.id(),
                run.workflow(),
                view.marks(),
                declared.description(),
                view.state(),
                run.message(),
                run.file(),
                run.workflowDigest(),
                provenance.runs().workflowText(run.workflowDigest()).orElse(""),
                run.created(),
                run.ended(),
                imported(view, recorded),
                parameters(run),
                declared.summaries(instances),
                instances,
                outputs,
                results,
                versions.made(),
                versions.measured(),
                environment(executions.values()));
    }

    /** The run itself, or some of its results, may come from elsewhere. */
    private static Optional<String> imported(RunView run, List<InstanceView> instances) {
        if (run.imported().isPresent()) {
            return run.imported();
        }
        Map<String, Integer> counts = new TreeMap<>();
        Map<Long, String> executions = new HashMap<>();
        for (InstanceView instance : instances) {
            instance.imported()
                    .ifPresent(text -> executions.put(instance.instance().execution().get(), text));
        }
        executions.values().forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        counts.entrySet().stream()
                                .map(
                                        e ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%d results %s",
                                                        e.getValue(),
                                                        e.getKey()))
                                .collect(Collectors.joining(", ")));
    }

    private Map<Long, Execution> executions(List<InstanceView> instances) {
        List<Long> ids =
                instances.stream()
                        .flatMap(view -> view.instance().execution().stream())
                        .distinct()
                        .toList();
        Map<Long, Execution> executions = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i += PAGE) {
            List<Long> page = ids.subList(i, Math.min(ids.size(), i + PAGE));
            provenance
                    .database()
                    .read(sql -> new RecordReader(sql).executions(page))
                    .forEach(record -> executions.put(record.execution().id(), record.execution()));
        }
        return executions;
    }

    private List<Report.InstanceSummary> instances(
            Run run, List<InstanceView> recorded, Map<Long, Execution> executions) {
        Map<Integer, String> outputs = new HashMap<>();
        List<Integer> numbers = recorded.stream().map(view -> view.instance().number()).toList();
        for (int i = 0; i < numbers.size(); i += PAGE) {
            List<Integer> page = numbers.subList(i, Math.min(numbers.size(), i + PAGE));
            outputs.putAll(provenance.runs().outputs(run.id(), page));
        }
        return recorded.stream().map(view -> instance(view, executions, outputs)).toList();
    }

    private static Report.InstanceSummary instance(
            InstanceView view, Map<Long, Execution> executions, Map<Integer, String> outputs) {
        Instance instance = view.instance();
        return new Report.InstanceSummary(
                instance.number(),
                instance.step(),
                view.matrix(),
                view.state(),
                instance.execution(),
                instance.execution().map(executions::get).flatMap(ExecutionView::seconds),
                instance.execution()
                        .map(executions::get)
                        .map(Execution::usage)
                        .orElse(Usage.UNKNOWN),
                view.reason(),
                view.warnings(),
                Optional.ofNullable(outputs.get(instance.number()))
                        .map(PlainJson::readMap)
                        .orElseGet(LinkedHashMap::new));
    }

    private static List<Report.Section> outputs(Run run, DeclaredSteps declared, Sections sections)
            throws IOException {
        List<Report.Section> outputs = new ArrayList<>();
        Map<String, Object> values = run.outputs().map(PlainJson::readMap).orElse(null);
        if (values != null) {
            for (Map.Entry<String, Object> output : values.entrySet()) {
                outputs.add(
                        sections.section(
                                output.getKey(),
                                output.getValue(),
                                declared.outputShape(output.getKey())));
            }
        }
        return outputs;
    }

    private static List<Report.Section> results(
            DeclaredSteps declared, List<Report.InstanceSummary> instances, Sections sections)
            throws IOException {
        Map<String, List<Map<String, Object>>> elements = new HashMap<>();
        for (Report.InstanceSummary instance : instances) {
            if (!instance.outputs().isEmpty()) {
                Map<String, Object> element = new LinkedHashMap<>(instance.outputs());
                if (!instance.labels().isEmpty()) {
                    element.put("matrix", instance.labels());
                }
                elements.computeIfAbsent(instance.step(), step -> new ArrayList<>()).add(element);
            }
        }
        List<Report.Section> results = new ArrayList<>();
        for (String step : declared.steps()) {
            List<Map<String, Object>> values = elements.getOrDefault(step, List.of());
            boolean single = values.size() == 1 && !values.get(0).containsKey("matrix");
            Report.Section section =
                    sections.section(
                            step, single ? values.get(0) : values, declared.stepShape(step));
            if (!section.isEmpty()) {
                results.add(section);
            }
        }
        return results;
    }

    private static Map<String, String> parameters(Run run) {
        Map<String, String> parameters = new LinkedHashMap<>();
        PlainJson.readMap(run.parameters())
                .forEach((name, value) -> parameters.put(name, PlainText.of(value)));
        return parameters;
    }

    private List<Report.Environment> environment(Iterable<Execution> executions) {
        Set<Long> workers = new LinkedHashSet<>();
        executions.forEach(execution -> workers.add(execution.worker()));
        return workers.stream()
                .flatMap(id -> provenance.runs().worker(id).stream())
                .map(ReportCollector::environment)
                .distinct()
                .toList();
    }

    private static Report.Environment environment(Worker worker) {
        return new Report.Environment(
                worker.host(),
                worker.os(),
                worker.jvm(),
                worker.codeVersion(),
                PlainJson.readMap(worker.details()));
    }
}
