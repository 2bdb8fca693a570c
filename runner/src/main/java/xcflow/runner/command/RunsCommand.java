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
import picocli.CommandLine.Spec;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunViews;
import xcflow.runner.view.RunWarnings;

/** Lists the runs. */
@Command(name = "runs", description = "List the runs, newest first.")
final class RunsCommand implements Callable<Integer>, OpensProject {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            List<RunView> runs = new RunViews(project).latest(limit);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                List<Object> all = new ArrayList<>();
                for (RunView run : runs) {
                    Map<String, Object> entry = Json.run(run, warnings(project, run));
                    entry.put("imported", run.imported().orElse(null));
                    all.add(entry);
                }
                Print.json(out, all);
                return 0;
            }
            List<List<String>> rows = new ArrayList<>();
            for (RunView run : runs) {
                rows.add(row(run, warnings(project, run)));
            }
            Print.table(
                    out,
                    List.of("RUN", "STATE", "WORKFLOW", "STARTED", "TOOK", "INSTANCES", "WARNINGS"),
                    rows);
            out.flush();
            return 0;
        }
    }

    private static RunWarnings warnings(Project project, RunView run) {
        return RunWarnings.of(project.ledger(), run.run());
    }

    private static List<String> row(RunView view, RunWarnings warnings) {
        return List.of(
                Long.toString(view.run().id()),
                view.state(),
                view.run().workflow(),
                Print.time(view.run().created()),
                view.took(Instant.now()).map(DurationText::of).orElse(""),
                view.countsText() + view.imported().map(text -> " (" + text + ")").orElse(""),
                warnings.count() == 0 ? "" : Integer.toString(warnings.count()));
    }
}
