package xcflow.runner.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Marks;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.RunRequest;
import xcflow.runner.run.Submission;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.Outline;
import xcflow.workflows.schema.TaskCatalog;

/** Runs a workflow. */
@Command(name = "run", description = "Run a workflow; existing results are reused.")
final class RunCommand implements Callable<Integer>, Launched, OpensProject {
    @Parameters(paramLabel = "FILE", description = "The workflow.")
    private Path file;

    @Mixin private ParameterOptions parameters;
    @Mixin private RunOptionsMixin options;
    @Mixin private MarkOptions marks;
    @Mixin private RunRulesMixin rules;

    @Option(names = "--no-cache", description = "Compute everything again.")
    private boolean noCache;

    @Option(
            names = "--cache",
            paramLabel = "MODE",
            defaultValue = "normal",
            description = "normal, or strict: do not reuse results computed by different code.")
    private CacheMode cache;

    @Option(
            names = "--strict",
            description = "Treat warnings as failures, including those of reused results.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        // A workflow of commands alone computes nothing in Java.
        return List.of(
                ProfileRule.only(
                        LaunchProfile.LOOK,
                        "uses.{0,9}",
                        "^uses:[[:space:]](shell|assert|table)([[:space:],}#]|$)"),
                ProfileRule.always(LaunchProfile.CONDUCT));
    }

    @Override
    public Integer call() throws Exception {
        options.queue();
        rules.check();
        TaskCatalog tasks = Xcflow.tasks(spec);
        CacheMode mode = noCache ? CacheMode.OFF : cache;
        RunRequest request = parameters.request(file, mode, strict, marks.over(Marks.NONE));
        Workflow workflow = Notes.read(request, tasks, spec);
        if (dryRun) {
            return Previews.print(
                    Previews.of(spec, request, workflow),
                    options.json,
                    spec.commandLine().getOut());
        }
        // Refuse unusable parameters before a project is created.
        Outline outline = request.outline(workflow);
        options.checkSites(Running.places(workflow.steps().values()));
        try (Project project = Xcflow.project(spec)) {
            options.queue().claim(project.home().directory());
            project.expireDeadWorkers();
            RunRulesMixin.prepare(project);
            Submission.Submitted submitted =
                    new Submission(project.provenance(), tasks)
                            .submit(request, outline, Optional.empty());
            if (options.detach) {
                return Running.detach(
                        project, submitted, options, rules, spec.commandLine().getOut());
            }
            RunLock lock = RunLock.take(project, submitted.run().id()).orElseThrow();
            return Running.conduct(
                    project, tasks, submitted, lock, options, rules, spec.commandLine().getOut());
        }
    }
}
