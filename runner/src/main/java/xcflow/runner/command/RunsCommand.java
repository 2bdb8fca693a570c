package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;

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
            List<Run> runs = project.ledger().runs(0, limit);
            Map<Long, String> origins =
                    project.provenance().origins().runs(runs.stream().map(Run::id).toList());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                List<Object> all = new ArrayList<>();
                for (Run run : runs) {
                    Map<String, Object> entry =
                            Json.run(
                                    run,
                                    Records.interrupted(project, run),
                                    Warnings.of(project.ledger(), run));
                    entry.put("imported", origins.get(run.id()));
                    all.add(entry);
                }
                Print.json(out, all);
                return 0;
            }
            List<List<String>> rows = new ArrayList<>();
            for (Run run : runs) {
                rows.add(
                        row(
                                run,
                                Records.interrupted(project, run),
                                Warnings.of(project.ledger(), run),
                                Optional.ofNullable(origins.get(run.id()))));
            }
            Print.table(
                    out,
                    List.of("RUN", "STATE", "WORKFLOW", "STARTED", "TOOK", "INSTANCES", "WARNINGS"),
                    rows);
            out.flush();
            return 0;
        }
    }

    private static List<String> row(
            Run run, boolean interrupted, Warnings warnings, Optional<String> origin) {
        Instant end = run.ended().orElseGet(Instant::now);
        return List.of(
                Long.toString(run.id()),
                interrupted ? "INTERRUPTED" : run.state().name(),
                run.workflow(),
                Print.time(run.created()),
                interrupted ? "" : DurationText.of(Duration.between(run.created(), end)),
                counts(run) + origin.map(text -> " (" + text + ")").orElse(""),
                warnings.count() == 0 ? "" : Integer.toString(warnings.count()));
    }

    /** Their number in words. */
    static String number(Warnings warnings) {
        return warnings.count() == 1 ? "1 warning" : warnings.count() + " warnings";
    }

    /** Numbers of instances by state, such as {@code 12 cached, 1 failed}. */
    static String counts(Run run) {
        return run.counts().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
