package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;
import xcflow.runner.view.ExecutionView;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.InstanceViews;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunViews;
import xcflow.runner.view.RunWarnings;

/** Shows a run, one of its steps, or the log of a step. */
@Command(name = "show", description = "Show a run, one of its steps, or a step's log.")
final class ShowCommand implements Callable<Integer>, OpensProject {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of the run, or 'latest'.")
    private String number;

    @Parameters(
            index = "1",
            paramLabel = "STEP",
            arity = "0..1",
            description = "A step, or one instance as the list shows it.")
    private String step;

    @Option(
            names = "--log",
            description =
                    "Print the logs of the step's executions, and what running commands have printed so far.")
    private boolean log;

    @Option(
            names = {"-f", "--follow"},
            description = "Print what running executions write, until they end.")
    private boolean follow;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            List<Instance> instances = Records.instances(project, run, step);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, asJson(project, new RunViews(project).of(run), instances));
            } else if (log || follow) {
                ExecutionOutput output = new ExecutionOutput(project, out);
                if (follow) {
                    output.follow(instances);
                } else {
                    output.print(instances);
                }
            } else if (step == null) {
                overview(project, new RunViews(project).of(run), instances, out);
            } else {
                details(project, instances, out);
            }
            out.flush();
            return 0;
        }
    }

    private Object asJson(Project project, RunView run, List<Instance> instances) {
        RunWarnings warnings = RunWarnings.of(project.ledger(), run.run());
        Map<String, Object> result = Json.run(run, warnings);
        result.put("imported", run.imported().orElse(null));
        InstanceViews views = new InstanceViews(project.provenance());
        List<Object> list = new ArrayList<>();
        for (InstanceView instance : views.of(run.run(), instances)) {
            Map<String, Object> entry = Json.instance(instance);
            entry.put("imported", instance.imported().orElse(null));
            if (step != null) {
                entry.put(
                        "executions",
                        views.executions(instance.instance()).stream()
                                .map(Json::execution)
                                .toList());
            }
            list.add(entry);
        }
        result.put("instances", list);
        return result;
    }

    private static void overview(
            Project project, RunView view, List<Instance> instances, PrintWriter out) {
        Run run = view.run();
        out.println("run " + run.id() + " of " + run.workflow() + ": " + view.state());
        view.imported().ifPresent(origin -> out.println("  " + origin));
        out.println("  file        " + run.file());
        out.println("  parameters  " + run.parameters());
        out.println("  started     " + Print.time(run.created()));
        run.ended().ifPresent(ended -> out.println("  ended       " + Print.time(ended)));
        run.message().ifPresent(message -> out.println("  " + message));
        out.println();
        List<List<String>> rows = new ArrayList<>();
        for (InstanceView instance : new InstanceViews(project.provenance()).of(run, instances)) {
            rows.add(List.of(instance.state(), instance.label(), instance.remark().orElse("")));
        }
        Print.table(out, List.of("STATE", "INSTANCE", "MESSAGE"), rows);
        RunWarnings warnings = RunWarnings.of(project.ledger(), run);
        if (warnings.count() > 0) {
            out.println();
            out.println(warnings.text() + ":");
            warnings.lines().forEach(line -> out.println("  " + line));
        }
    }

    private static void details(Project project, List<Instance> instances, PrintWriter out) {
        InstanceViews views = new InstanceViews(project.provenance());
        for (Instance instance : instances) {
            out.println(InstanceView.label(instance) + ": " + instance.state());
            instance.message().ifPresent(message -> out.println("  " + message));
            instance.warnings().forEach(warning -> out.println("  warning  " + warning));
            views.executions(instance).forEach(execution -> details(execution, out));
        }
    }

    private static void details(ExecutionView view, PrintWriter out) {
        Execution e = view.execution();
        out.println(
                String.format(
                        Locale.ROOT,
                        "  execution %d, attempt %d: %s, %s %s, run %s, %s",
                        e.id(),
                        e.attempt(),
                        view.state(),
                        e.task(),
                        e.taskVersion(),
                        e.run().map(Object::toString).orElse("elsewhere"),
                        Print.time(e.started())));
        view.imported().ifPresent(origin -> out.println("    " + origin));
        out.println("    inputs   " + e.inputs());
        e.outputs().ifPresent(outputs -> out.println("    outputs  " + outputs));
        e.message().ifPresent(message -> out.println("    message  " + message));
        e.warnings().forEach(warning -> out.println("    warning  " + warning));
    }
}
