package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;
import xcflow.runner.view.FoldedParts;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.InstanceViews;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunViews;
import xcflow.runner.view.RunWarnings;
import xcflow.runner.view.WhereViews;

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
                new ExecutionDetails(out).print(project, instances);
            }
            out.flush();
            return 0;
        }
    }

    private Object asJson(Project project, RunView run, List<Instance> instances) {
        RunWarnings warnings = RunWarnings.of(project.ledger(), run.run());
        Map<String, Object> result = Json.run(run, warnings);
        InstanceViews views = new InstanceViews(project.provenance());
        WhereViews where = new WhereViews(project.provenance(), run.run().id());
        List<Object> list = new ArrayList<>();
        for (InstanceView instance : views.of(run.run(), instances)) {
            Map<String, Object> entry = Json.instance(instance);
            entry.put("where", where.of(instance.instance()).orElse(null));
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
        view.marks().name().ifPresent(name -> out.println("  name        " + name));
        if (!view.marks().labels().isEmpty()) {
            out.println("  labels      " + view.marks().labelsText());
        }
        view.marks().notes().forEach(note -> out.println("  note        " + note));
        out.println("  file        " + run.file());
        String given = "  parameters  ";
        for (String line : Parts.of(Print.stored(run.parameters()))) {
            out.println(given + line);
            given = " ".repeat(given.length());
        }
        out.println("  started     " + Print.time(run.created()));
        run.ended().ifPresent(ended -> out.println("  ended       " + Print.time(ended)));
        view.took(Instant.now())
                .ifPresent(took -> out.println("  took        " + DurationText.of(took)));
        out.println("  instances   " + view.countsText());
        run.message().ifPresent(message -> out.println("  message     " + message));
        out.println();
        List<List<String>> rows = new ArrayList<>();
        WhereViews where = new WhereViews(project.provenance(), run.id());
        for (FoldedParts.Line line :
                FoldedParts.of(
                        new InstanceViews(project.provenance()).of(run, instances),
                        instance -> remark(instance, where))) {
            rows.add(List.of(line.state(), line.label(), line.remark()));
        }
        Print.table(out, List.of("STATE", "INSTANCE", "MESSAGE"), rows);
        if (rows.size() < instances.size()) {
            out.println();
            out.println("all instances of a step: xcflow show " + run.id() + " STEP");
        }
        RunWarnings warnings = RunWarnings.of(project.ledger(), run);
        if (warnings.count() > 0) {
            out.println();
            out.println(warnings.text() + ":");
            warnings.lines().forEach(line -> out.println("  " + line));
        }
    }

    private static String remark(InstanceView instance, WhereViews where) {
        String remark = instance.remark().orElse("");
        String at = where.of(instance.instance()).orElse("");
        return at + (remark.isEmpty() || at.isEmpty() ? "" : "; ") + remark;
    }
}
