package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.camel.Queue;
import xcflow.runner.camel.Session;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.Submission;
import xcflow.runner.site.BatchFailure;
import xcflow.runner.site.Sites;
import xcflow.runner.site.Successor;
import xcflow.runner.task.AssertTask;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunWarnings;
import xcflow.runner.view.VisibleText;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.RunSettings;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.model.Step;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.PlannedStep;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** What run and resume have in common: conducting a run and reporting its result. */
final class Running {
    private Running() {}

    /** Has a run conducted by a job of a site. */
    static int detach(
            Project project,
            Submission.Submitted submitted,
            RunOptionsMixin options,
            RunRulesMixin rules,
            PrintWriter out)
            throws IOException, RefusedException, InvalidInputException {
        long run = submitted.run().id();
        try {
            RunSettings whole =
                    rules.of(
                            submitted.plan().workflow().run(), project.provenance().control(), run);
            // Its time begins when the job does.
            String job =
                    options.successor(run, () -> RunRulesMixin.options(whole, Instant.now()))
                            .submit();
            if (options.json) {
                Print.json(out, Map.of("run", run, "job", job));
            } else {
                out.println(
                        "run "
                                + run
                                + " is conducted by job "
                                + job
                                + "; to look at it: xcflow show "
                                + run);
            }
            out.flush();
            return 0;
        } catch (BatchFailure e) {
            throw new RefusedException(
                    "xcflow: the job that is to conduct run "
                            + run
                            + " was not submitted: "
                            + e.getMessage()
                            + "; to conduct it here: xcflow resume "
                            + run);
        }
    }

    /** Places that the steps of a workflow name as they are. */
    static Set<String> places(Collection<Step> steps) {
        Set<String> places = new TreeSet<>();
        for (Step step : steps) {
            if (step.settings().get(SettingName.ON) instanceof ValueTemplate.Constant constant
                    && constant.value() instanceof String place) {
                places.add(place);
            }
        }
        return places;
    }

    /** Conducts a run to its end and prints the result. */
    static int conduct(
            Project project,
            TaskCatalog tasks,
            Submission.Submitted submitted,
            RunLock lock,
            RunOptionsMixin options,
            RunRulesMixin rules,
            PrintWriter out)
            throws IOException, RefusedException, InvalidInputException {
        Instant begun = Instant.now();
        Conductor conductor;
        Set<String> places =
                places(submitted.plan().steps().stream().map(PlannedStep::step).toList());
        Queue queue = options.queue(!places.isEmpty());
        try (Sites sites =
                        Sites.of(
                                project,
                                options.on(),
                                places,
                                queue.working(),
                                sentence -> tell(options, sentence));
                Session session =
                        new Session(
                                project,
                                tasks,
                                options.jobs,
                                queue,
                                System.err,
                                schedule -> {
                                    throw new IllegalStateException("schedules belong to 'serve'");
                                })) {
            if (queue.inDatabase()) {
                session.use(sites);
            }
            RunSettings whole =
                    rules.of(
                            submitted.plan().workflow().run(),
                            project.provenance().control(),
                            submitted.run().id());
            if (options.detached) {
                Successor successor =
                        options.successor(
                                submitted.run().id(), () -> RunRulesMixin.options(whole, begun));
                session.handOver(() -> successor.handOver(Running::tell));
            }
            String name = submitted.run().workflow();
            conductor = session.conductor(submitted, options.listener(name), whole);
            session.conduct(conductor, lock);
        }
        Run run = project.ledger().run(submitted.run().id()).orElseThrow();
        RunView view =
                new RunView(
                        run, false, Optional.empty(), project.provenance().marks().of(run.id()));
        RunWarnings warnings = RunWarnings.of(project.ledger(), run);
        if (options.json) {
            Print.json(out, Json.run(view, warnings));
        } else {
            Duration took = Duration.between(begun, Instant.now());
            tell(view, conductor, stated(submitted), warnings, took, options.quiet, out);
        }
        out.flush();
        return run.state() == RunState.SUCCEEDED ? 0 : Errors.FAILED;
    }

    private static void tell(RunOptionsMixin options, String sentence) {
        if (!options.quiet) {
            tell("xcflow: " + sentence);
        }
    }

    private static void tell(
            RunView view,
            Conductor conductor,
            Set<String> stated,
            RunWarnings warnings,
            Duration took,
            boolean quiet,
            PrintWriter out) {
        Run run = view.run();
        run.outputs().map(PlainJson::readMap).ifPresent(outputs -> Print.values(out, outputs));
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
        if (run.state() == RunState.FAILED && conductor.failures().isEmpty()) {
            run.message().ifPresent(message -> tell(message));
        }
        Hints.of(view, conductor.failures(), stated).forEach(Running::tell);
    }

    /** Labels of instances that compare what the file says: trying again changes nothing. */
    private static Set<String> stated(Submission.Submitted submitted) {
        return submitted.plan().instances().stream()
                .filter(instance -> instance.step().task().name().equals(AssertTask.NAME))
                .map(PlannedInstance::label)
                .collect(Collectors.toSet());
    }

    /** Tells people something that may contain texts of records. */
    private static void tell(String text) {
        System.err.println(VisibleText.of(text));
    }
}
