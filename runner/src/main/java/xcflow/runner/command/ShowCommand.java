package xcflow.runner.command;

import java.io.IOException;
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
import xcflow.provenance.record.Origins;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;

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
            description = "Print what running executions write, as they write it, to their end.")
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
                Print.json(out, asJson(project, run, instances));
            } else if (log || follow) {
                ExecutionOutput output = new ExecutionOutput(project, out);
                if (follow) {
                    output.follow(instances);
                } else {
                    output.print(instances);
                }
            } else if (step == null) {
                overview(project, run, instances, out);
            } else {
                details(project, instances, out);
            }
            out.flush();
            return 0;
        }
    }

    private Object asJson(Project project, Run run, List<Instance> instances) throws IOException {
        Warnings warnings = Warnings.of(project.ledger(), run);
        Map<String, Object> result = Json.run(run, Records.interrupted(project, run), warnings);
        Origins origins = project.provenance().origins();
        result.put("imported", origins.run(run.id()).orElse(null));
        Map<Long, String> imported = imported(project, instances);
        List<Object> list = new ArrayList<>();
        for (Instance instance : instances) {
            Map<String, Object> entry = Json.instance(instance, warnings.of(instance));
            entry.put("imported", instance.execution().map(imported::get).orElse(null));
            if (step != null) {
                List<Object> executions = new ArrayList<>();
                for (Execution e : project.ledger().executions(run.id(), instance.number())) {
                    executions.add(Json.execution(e, project.ledger().outputArtefacts(e.id())));
                }
                entry.put("executions", executions);
            }
            list.add(entry);
        }
        result.put("instances", list);
        return result;
    }

    private static void overview(
            Project project, Run run, List<Instance> instances, PrintWriter out)
            throws IOException {
        String state = Records.interrupted(project, run) ? "INTERRUPTED" : run.state().name();
        out.println("run " + run.id() + " of " + run.workflow() + ": " + state);
        project.provenance()
                .origins()
                .run(run.id())
                .ifPresent(origin -> out.println("  " + origin));
        out.println("  file        " + run.file());
        out.println("  parameters  " + run.parameters());
        out.println("  started     " + Print.time(run.created()));
        run.ended().ifPresent(ended -> out.println("  ended       " + Print.time(ended)));
        run.message().ifPresent(message -> out.println("  " + message));
        out.println();
        Map<Long, String> imported = imported(project, instances);
        List<List<String>> rows = new ArrayList<>();
        for (Instance instance : instances) {
            rows.add(
                    List.of(
                            instance.state().name(),
                            Records.label(instance),
                            instance.message()
                                    .or(() -> instance.execution().map(imported::get))
                                    .orElse("")));
        }
        Print.table(out, List.of("STATE", "INSTANCE", "MESSAGE"), rows);
        Warnings warnings = Warnings.of(project.ledger(), run);
        if (warnings.count() > 0) {
            out.println();
            out.println(RunsCommand.number(warnings) + ":");
            warnings.lines().forEach(line -> out.println("  " + line));
        }
    }

    /** What is to be said of the executions that were imported. */
    private static Map<Long, String> imported(Project project, List<Instance> instances) {
        return project.provenance()
                .origins()
                .executions(
                        instances.stream()
                                .flatMap(instance -> instance.execution().stream())
                                .distinct()
                                .toList());
    }

    private static void details(Project project, List<Instance> instances, PrintWriter out) {
        Map<Long, String> imported = imported(project, instances);
        for (Instance instance : instances) {
            out.println(Records.label(instance) + ": " + instance.state());
            instance.message().ifPresent(message -> out.println("  " + message));
            instance.warnings().forEach(warning -> out.println("  warning  " + warning));
            for (Execution e : project.ledger().executions(instance.run(), instance.number())) {
                out.println(
                        String.format(
                                Locale.ROOT,
                                "  execution %d, attempt %d: %s, %s %s, run %s, %s",
                                e.id(),
                                e.attempt(),
                                e.state(),
                                e.task(),
                                e.taskVersion(),
                                e.run().map(Object::toString).orElse("elsewhere"),
                                Print.time(e.started())));
                if (imported.containsKey(e.id())) {
                    out.println("    " + imported.get(e.id()));
                }
                out.println("    inputs   " + e.inputs());
                e.outputs().ifPresent(outputs -> out.println("    outputs  " + outputs));
                e.message().ifPresent(message -> out.println("    message  " + message));
                e.warnings().forEach(warning -> out.println("    warning  " + warning));
            }
        }
    }
}
