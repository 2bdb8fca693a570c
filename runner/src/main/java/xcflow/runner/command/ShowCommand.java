package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.run.Execution;
import xcflow.provenance.run.Instance;
import xcflow.provenance.run.Run;
import xcflow.runner.execution.Executor;
import xcflow.runner.project.Project;

/** Shows a run, one of its steps, or the log of a step. */
@Command(name = "show", description = "Show a run, one of its steps, or a step's log.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of the run, or 'latest'.")
    private String number;

    @Parameters(
            index = "1",
            paramLabel = "STEP",
            arity = "0..1",
            description = "A step, or one instance as the list shows it.")
    private String step;

    @Option(names = "--log", description = "Print the logs of the step's executions.")
    private boolean log;

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
            } else if (log) {
                logs(project, instances, out);
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
        List<Object> list = new ArrayList<>();
        for (Instance instance : instances) {
            Map<String, Object> entry = Json.instance(instance, warnings.of(instance));
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
        out.println("  file        " + run.file());
        out.println("  parameters  " + run.parameters());
        out.println("  started     " + Print.time(run.created()));
        run.ended().ifPresent(ended -> out.println("  ended       " + Print.time(ended)));
        run.message().ifPresent(message -> out.println("  " + message));
        out.println();
        List<List<String>> rows = new ArrayList<>();
        for (Instance instance : instances) {
            rows.add(
                    List.of(
                            instance.state().name(),
                            Records.label(instance),
                            instance.message().orElse("")));
        }
        Print.table(out, List.of("STATE", "INSTANCE", "MESSAGE"), rows);
        Warnings warnings = Warnings.of(project.ledger(), run);
        if (warnings.count() > 0) {
            out.println();
            out.println(RunsCommand.number(warnings) + ":");
            warnings.lines().forEach(line -> out.println("  " + line));
        }
    }

    private static void details(Project project, List<Instance> instances, PrintWriter out) {
        for (Instance instance : instances) {
            out.println(Records.label(instance) + ": " + instance.state());
            instance.message().ifPresent(message -> out.println("  " + message));
            instance.warnings().forEach(warning -> out.println("  warning  " + warning));
            for (Execution e : project.ledger().executions(instance.run(), instance.number())) {
                out.println(
                        "  execution %d, attempt %d: %s, %s %s, run %s, %s"
                                .formatted(
                                        e.id(),
                                        e.attempt(),
                                        e.state(),
                                        e.task(),
                                        e.taskVersion(),
                                        e.run().map(Object::toString).orElse("elsewhere"),
                                        Print.time(e.started())));
                out.println("    inputs   " + e.inputs());
                e.outputs().ifPresent(outputs -> out.println("    outputs  " + outputs));
                e.message().ifPresent(message -> out.println("    message  " + message));
                e.warnings().forEach(warning -> out.println("    warning  " + warning));
            }
        }
    }

    private static void logs(Project project, List<Instance> instances, PrintWriter out)
            throws IOException {
        Path live = project.home().directory().resolve("logs");
        for (Instance instance : instances) {
            for (Execution e : project.ledger().executions(instance.run(), instance.number())) {
                out.println("--- " + Records.label(instance) + ", attempt " + e.attempt());
                Path file = Executor.logFile(live, e.id());
                if (e.log().isPresent()) {
                    file = project.home().objects().file(e.log().get());
                }
                if (Files.exists(file)) {
                    out.print(Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
    }
}
