package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.camel.Session;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.Submission;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunWarnings;
import xcflow.runner.view.VisibleText;
import xcflow.workflows.schema.TaskCatalog;

/** What run and resume have in common: conducting a run and reporting its result. */
final class Running {
    private Running() {}

    /** Conducts a run to its end and prints the result. */
    static int conduct(
            Project project,
            TaskCatalog tasks,
            Submission.Submitted submitted,
            RunLock lock,
            RunOptionsMixin options,
            PrintWriter out)
            throws IOException, RefusedException {
        Instant begun = Instant.now();
        Conductor conductor;
        try (Session session =
                new Session(
                        project,
                        tasks,
                        options.jobs,
                        options.queue(),
                        System.err,
                        schedule -> {
                            throw new IllegalStateException("schedules belong to 'serve'");
                        })) {
            String name = submitted.run().workflow();
            conductor = session.conductor(submitted, options.listener(name));
            session.conduct(conductor, lock);
        }
        Run run = project.ledger().run(submitted.run().id()).orElseThrow();
        RunView view = new RunView(run, false, Optional.empty());
        RunWarnings warnings = RunWarnings.of(project.ledger(), run);
        if (options.json) {
            Print.json(out, Json.run(view, warnings));
        } else {
            Duration took = Duration.between(begun, Instant.now());
            tell(view, conductor, warnings, took, options.quiet, out);
        }
        out.flush();
        return run.state() == RunState.SUCCEEDED ? 0 : Errors.FAILED;
    }

    private static void tell(
            RunView view,
            Conductor conductor,
            RunWarnings warnings,
            Duration took,
            boolean quiet,
            PrintWriter out) {
        Run run = view.run();
        run.outputs().map(PlainJson::readMap).ifPresent(outputs -> print(outputs, out));
        out.flush();
        if (warnings.count() > 0) {
            System.err.println(warnings.text() + ":");
            warnings.lines().forEach(line -> tell("  " + line));
        }
        if (quiet && run.state() == RunState.SUCCEEDED) {
            return;
        }
        System.err.println(
                String.format(
                        Locale.ROOT,
                        "run %d of %s: %s in %s (%s%s)",
                        run.id(),
                        run.workflow(),
                        run.state(),
                        DurationText.of(took),
                        view.countsText(),
                        warnings.count() == 0 ? "" : "; " + warnings.text()));
        if (run.state() != RunState.CANCELLED && !conductor.failures().isEmpty()) {
            System.err.println(
                    run.state() == RunState.FAILED
                            ? "failed:"
                            : "failed, and left out of the results:");
            conductor.failures().forEach((label, cause) -> tell("  " + label + ": " + cause));
        }
        if (run.state() == RunState.FAILED) {
            tell("to continue once the cause is removed: xcflow resume " + run.id());
            tell(
                    "to continue with a changed workflow file, reusing finished work: xcflow run "
                            + run.file());
        } else if (run.state() == RunState.CANCELLED) {
            tell("to continue: xcflow resume " + run.id());
        }
    }

    /** Tells people something that may contain texts of records. */
    private static void tell(String text) {
        System.err.println(VisibleText.of(text));
    }

    /** Texts as they are (tables, above all), other values as JSON. */
    private static void print(Map<String, Object> outputs, PrintWriter out) {
        outputs.forEach(
                (name, value) -> {
                    if (value instanceof String text && text.contains("\n")) {
                        out.println(text.stripTrailing());
                        out.println();
                    } else {
                        out.println(
                                name
                                        + ": "
                                        + (value instanceof String text
                                                ? text
                                                : PlainJson.pretty(value)));
                    }
                });
    }
}
