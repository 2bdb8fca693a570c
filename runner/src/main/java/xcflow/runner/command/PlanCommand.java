package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.RunRequest;
import xcflow.runner.run.Submission;
import xcflow.runner.view.Estimates;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.PlannedStep;

/** Shows the steps and instances of a workflow. */
@Command(name = "plan", description = "Show a workflow's steps, instances and dependencies.")
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The workflow.")
    private Path file;

    @Mixin private ParameterOptions parameters;

    @ArgGroup private Format format = new Format();

    /** At most one of these. */
    static final class Format {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--dot", description = "Print the graph for Graphviz.")
        private boolean dot;

        @Option(names = "--mermaid", description = "Print the graph for Mermaid.")
        private boolean mermaid;
    }

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RunRequest request = parameters.request(file, CacheMode.NORMAL, false);
        Workflow workflow = Notes.read(request, Xcflow.tasks(spec), spec);
        Plan plan = request.plan(workflow, Submission::hashed);
        PrintWriter out = spec.commandLine().getOut();
        if (format.json) {
            Print.json(out, json(plan, estimates(plan)));
        } else if (format.dot) {
            dot(plan, out);
        } else if (format.mermaid) {
            mermaid(plan, out);
        } else {
            PlanTable.print(plan, estimates(plan), out);
        }
        out.flush();
        return 0;
    }

    /** Judged by what is on record; a project is not made for it. */
    private Estimates estimates(Plan plan) throws IOException {
        if (!Homes.at(Xcflow.home(spec)).exists()) {
            return Estimates.none();
        }
        try (Project project = Xcflow.project(spec)) {
            return Estimates.of(
                    project.provenance(),
                    plan.steps().stream()
                            .map(step -> step.step().task().name())
                            .distinct()
                            .toList());
        }
    }

    private static Map<String, Object> json(Plan plan, Estimates estimates) {
        List<Object> steps = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("step", step.step().id());
            entry.put("task", step.step().task().name());
            entry.put("after", List.copyOf(step.dependencies()));
            entry.put("expanded", step.isExpanded());
            entry.put(
                    "estimate",
                    estimates
                            .of(plan.workflow().name(), step.step().id(), step.step().task().name())
                            .map(Estimates.Estimate::facts)
                            .orElse(null));
            List<Object> instances = new ArrayList<>();
            for (PlannedInstance instance : step.instances()) {
                Map<String, Object> i = new LinkedHashMap<>();
                i.put("instance", instance.label());
                i.put("matrix", instance.labels());
                i.put("state", instance.state().name());
                instances.add(i);
            }
            entry.put("instances", instances);
            steps.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("workflow", plan.workflow().name());
        json.put("parameters", plan.parameters());
        json.put("steps", steps);
        return json;
    }

    private static void dot(Plan plan, PrintWriter out) {
        out.println("digraph \"" + plan.workflow().name() + "\" {");
        out.println("  rankdir=LR; node [shape=box, style=rounded, fontname=\"sans-serif\"];");
        for (PlannedStep step : plan.steps()) {
            String id = step.step().id();
            out.printf(
                    Locale.ROOT,
                    "  \"%s\" [label=\"%s\\n%s%s\"];%n",
                    id,
                    id,
                    step.step().task().name(),
                    times(step));
            step.dependencies()
                    .forEach(
                            before -> out.printf(Locale.ROOT, "  \"%s\" -> \"%s\";%n", before, id));
        }
        out.println("}");
    }

    private static void mermaid(Plan plan, PrintWriter out) {
        out.println("flowchart LR");
        for (PlannedStep step : plan.steps()) {
            String id = step.step().id();
            out.printf(
                    Locale.ROOT,
                    "  %s[\"%s<br/>%s%s\"]%n",
                    id,
                    id,
                    step.step().task().name(),
                    times(step));
            step.dependencies()
                    .forEach(before -> out.printf(Locale.ROOT, "  %s --> %s%n", before, id));
        }
    }

    private static String times(PlannedStep step) {
        if (step.step().matrix().isEmpty()) {
            return "";
        }
        return " × " + (step.isExpanded() ? step.instances().size() : "?");
    }
}
