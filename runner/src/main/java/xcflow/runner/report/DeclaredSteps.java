package xcflow.runner.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Usage;
import xcflow.provenance.state.InstanceState;
import xcflow.runner.run.Submission;
import xcflow.workflows.expression.Ast;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;

/**
 * What the workflow's file says of its steps. Where the recorded text cannot be read any more (a
 * plug-in or an imported file may be missing), the instances have to do.
 */
final class DeclaredSteps {
    private final Optional<Workflow> workflow;
    private final List<String> steps;

    private DeclaredSteps(Optional<Workflow> workflow, List<String> steps) {
        this.workflow = workflow;
        this.steps = steps;
    }

    static DeclaredSteps of(
            Submission submission, Run run, List<Report.InstanceSummary> instances) {
        Set<String> steps = new LinkedHashSet<>();
        Optional<Workflow> workflow = Optional.empty();
        try {
            workflow = Optional.of(submission.recorded(run));
            steps.addAll(workflow.get().steps().keySet());
        } catch (InvalidInputException | RuntimeException e) {
            // The report shows what is recorded all the same.
        }
        instances.forEach(instance -> steps.add(instance.step()));
        return new DeclaredSteps(workflow, List.copyOf(steps));
    }

    String description() {
        return workflow.map(Workflow::description).map(String::strip).orElse("");
    }

    /** Names of the steps in the order of the file. */
    List<String> steps() {
        return steps;
    }

    /** What is known of the outputs of a step. */
    Shape stepShape(String id) {
        return step(id).map(step -> Shape.of(step.task().outputs())).orElse(Shape.UNKNOWN);
    }

    /** What is known of an output of the run, if it refers to a step or a part of its results. */
    Shape outputShape(String name) {
        ValueTemplate template = workflow.map(w -> w.outputs().get(name)).orElse(null);
        if (!(template instanceof ValueTemplate.Whole whole)) {
            return Shape.UNKNOWN;
        }
        List<String> names = new ArrayList<>();
        Ast node = whole.expression().tree();
        while (node instanceof Ast.Select select) {
            names.add(select.name());
            node = select.operand();
        }
        if (names.isEmpty() || !(node instanceof Ast.Name root) || !root.name().equals("steps")) {
            return Shape.UNKNOWN;
        }
        Collections.reverse(names);
        Shape shape = stepShape(names.get(0));
        for (String part : names.subList(1, names.size())) {
            shape = shape.field(part);
        }
        return shape;
    }

    List<Report.StepSummary> summaries(List<Report.InstanceSummary> instances) {
        Map<String, Map<InstanceState, Integer>> counts = new LinkedHashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, List<Usage>> used = new LinkedHashMap<>();
        for (Report.InstanceSummary instance : instances) {
            counts.computeIfAbsent(instance.step(), step -> new TreeMap<>())
                    .merge(InstanceState.valueOf(instance.state()), 1, Integer::sum);
            used.computeIfAbsent(instance.step(), step -> new ArrayList<>()).add(instance.used());
            seconds.merge(instance.step(), instance.seconds().orElse(0.0), Double::sum);
        }
        return steps.stream()
                .map(
                        id -> {
                            Map<String, Integer> named = new LinkedHashMap<>();
                            counts.getOrDefault(id, Map.of())
                                    .forEach((state, count) -> named.put(state.name(), count));
                            return new Report.StepSummary(
                                    id,
                                    step(id).map(step -> step.task().name()).orElse(""),
                                    step(id).map(Step::description).map(String::strip).orElse(""),
                                    step(id).map(this::needs).orElse(List.of()),
                                    named,
                                    seconds.getOrDefault(id, 0.0),
                                    Usage.total(used.getOrDefault(id, List.of())));
                        })
                .toList();
    }

    private Optional<Step> step(String id) {
        return workflow.map(w -> w.steps().get(id));
    }

    private List<String> needs(Step step) {
        return steps.stream().filter(step.predecessors()::contains).toList();
    }
}
