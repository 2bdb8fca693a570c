package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Submission;
import xcflow.runner.site.Sites;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.schema.TaskCatalog;

/** Continues a run that was interrupted, cancelled, or failed. */
@Command(name = "resume", description = "Continue a run that was interrupted, cancelled or failed.")
final class ResumeCommand implements Callable<Integer>, Launched, OpensProject {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "Number of the run (default: the latest that did not succeed).")
    private String number;

    @Mixin private RunOptionsMixin options;
    @Mixin private RunRulesMixin rules;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.CONDUCT));
    }

    @Override
    public Integer call() throws Exception {
        TaskCatalog tasks = TaskCatalog.load();
        options.checkSites(List.of());
        rules.check();
        try (Project project = Records.existing(spec)) {
            Run run = number == null ? latest(project) : Records.run(project, number);
            if (run.state() == RunState.SUCCEEDED) {
                throw new RefusedException(
                        "xcflow: run "
                                + run.id()
                                + " has already succeeded; there is nothing to resume");
            }
            Optional<RunLock> lock = RunLock.take(project, run.id());
            if (lock.isEmpty() && project.provenance().control().goOn(run.id())) {
                return goesOn(run);
            }
            if (lock.isEmpty()) {
                throw new RefusedException("xcflow: another process is working on run " + run.id());
            }
            if (Submission.changedSince(run)) {
                System.err.println(
                        run.file()
                                + " has changed since; the run continues with the recorded text."
                                + " To use the changed file: xcflow run "
                                + run.file());
            }
            options.queue().claim(project.home().directory());
            project.expireDeadWorkers();
            RunRulesMixin.prepare(project);
            Sites.readMail(project);
            Submission.Submitted submitted =
                    new Submission(project.provenance(), tasks).resume(run);
            if (options.detach) {
                lock.get().close();
                return Running.detach(
                        project, submitted, options, rules, spec.commandLine().getOut());
            }
            return Running.conduct(
                    project,
                    tasks,
                    submitted,
                    lock.get(),
                    options,
                    rules,
                    spec.commandLine().getOut());
        }
    }

    /** The process that conducts it notices within a second. */
    private int goesOn(Run run) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json) {
            Print.json(out, Map.of("run", run.id(), "paused", false));
        } else {
            out.println("run " + run.id() + " goes on in the process that conducts it");
        }
        out.flush();
        return 0;
    }

    private static Run latest(Project project) throws RefusedException {
        return project.ledger().runs(0, 1000).stream()
                .filter(run -> run.state() != RunState.SUCCEEDED)
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        "xcflow: every run has succeeded; there is nothing to"
                                                + " resume"));
    }
}
