package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.state.RunState;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;
import xcflow.runner.view.RunFilter;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunViews;
import xcflow.runner.view.RunWarnings;
import xcflow.workflows.unit.Durations;

/** Lists the runs. */
@Command(name = "runs", description = "List the runs, newest first.")
final class RunsCommand implements Callable<Integer>, OpensProject {
    private static final List<String> STATES =
            Stream.concat(
                            Stream.of(RunState.values()).map(RunState::name),
                            Stream.of(RunView.INTERRUPTED))
                    .toList();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--workflow",
            paramLabel = "NAME",
            description = "Only runs of this workflow; * stands for any characters.")
    private String workflow;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Only runs of this name; * stands for any characters.")
    private String name;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only runs in this state, such as failed or interrupted.")
    private String state;

    @Option(
            names = "--label",
            paramLabel = "KEY[=VALUE]",
            description = "Only runs that have this label. Can be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only runs that began then or later: 2026-11-28, 2026-11-28T14:30Z, or 7d before now.")
    private String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only runs that began before that time.")
    private String until;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            List<RunView> runs = new RunViews(project).latest(limit, filter());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                List<Object> all = new ArrayList<>();
                for (RunView run : runs) {
                    all.add(Json.run(run, warnings(project, run)));
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
                    List.of(
                            "RUN",
                            "STATE",
                            "WORKFLOW",
                            "STARTED",
                            "TOOK",
                            "INSTANCES",
                            "WARNINGS",
                            "NAME",
                            "LABELS"),
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
                warnings.count() == 0 ? "" : Integer.toString(warnings.count()),
                view.marks().name().orElse(""),
                view.marks().labelsText());
    }

    private RunFilter filter() throws RefusedException {
        if (state != null && !STATES.contains(state.toUpperCase(Locale.ROOT))) {
            throw new RefusedException(
                    "xcflow: there is no state '"
                            + state
                            + "' (known: "
                            + String.join(", ", STATES).toLowerCase(Locale.ROOT)
                            + ")");
        }
        Map<String, String> wanted = new TreeMap<>();
        for (String label : labels) {
            int equals = label.indexOf('=');
            wanted.put(
                    equals < 0 ? label : label.substring(0, equals),
                    equals < 0 ? "" : label.substring(equals + 1));
        }
        return new RunFilter(
                Optional.ofNullable(workflow),
                Optional.ofNullable(name),
                Optional.ofNullable(state),
                time(since),
                time(until),
                wanted);
    }

    /** A date (its beginning, UTC), a time with its zone, or a length of time before now. */
    private static Optional<Instant> time(String text) throws RefusedException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            } else if (text.contains("T")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            return Optional.of(Instant.now().minus(Durations.parse(text)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new RefusedException(
                    "xcflow: '"
                            + text
                            + "' is no time: write 2026-11-28, 2026-11-28T14:30Z, or 7d for seven days ago");
        }
    }
}
