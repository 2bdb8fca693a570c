package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Execution;
import xcflow.provenance.retention.RetentionPlan;
import xcflow.provenance.retention.RetentionPolicy;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.view.Count;
import xcflow.runner.view.InstanceView;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.unit.Durations;

/** Deletes files that nobody needs. */
@Command(name = "gc", description = "Delete files that no run needs; their records are kept.")
final class GcCommand implements Callable<Integer>, Launched {
    @Option(names = "--dry-run", description = "Only show what would be deleted.")
    private boolean dryRun;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the newest N runs of each workflow (default: all runs).")
    private Integer keep;

    @Option(
            names = "--younger-than",
            paramLabel = "TIME",
            description = "Also keep runs that began within this time, such as 30d.")
    private String youngerThan;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.HASH));
    }

    @Override
    public Integer call() throws Exception {
        RetentionPolicy policy = policy();
        if (!dryRun) {
            // On a full disk there would be no room to record what is deleted. The next run takes
            // the room again.
            Homes.at(Xcflow.home(spec)).reserve().give();
        }
        try (Project project = Records.existing(spec)) {
            project.expireDeadWorkers();
            RetentionPlan plan =
                    dryRun
                            ? project.provenance().retention().plan(policy)
                            : collect(project, policy);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, json(plan));
            } else {
                tell(plan, out);
            }
            out.flush();
            return 0;
        }
    }

    private static RetentionPlan collect(Project project, RetentionPolicy policy)
            throws RefusedException {
        try {
            return project.provenance().retention().collect(policy);
        } catch (IllegalStateException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }

    private RetentionPolicy policy() throws RefusedException {
        try {
            Optional<Duration> age = Optional.ofNullable(youngerThan).map(Durations::parse);
            return keep == null && age.isPresent()
                    ? new RetentionPolicy(Optional.of(0), age)
                    : new RetentionPolicy(Optional.ofNullable(keep), age);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }

    private void tell(RetentionPlan plan, PrintWriter out) {
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s %s and %s without a record: %.1f MB",
                        dryRun ? "would delete" : "deleted",
                        Count.of(plan.recorded().size(), "artefact"),
                        Count.of(plan.unrecorded().size(), "file"),
                        plan.bytes() / 1e6));
        if (!plan.uncached().isEmpty()) {
            out.println(dryRun ? "would no longer be cached:" : "no longer cached:");
            for (Execution execution : plan.uncached()) {
                out.println(
                        String.format(
                                Locale.ROOT,
                                "  execution %d: %s of %s",
                                execution.id(),
                                InstanceView.label(execution.step(), execution.labels()),
                                execution.workflow()));
            }
        }
    }

    private Map<String, Object> json(RetentionPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deleted", !dryRun);
        json.put("artefacts", plan.recorded().stream().map(a -> (Object) a.digest()).toList());
        json.put("unrecorded", plan.unrecorded());
        json.put("bytes", plan.bytes());
        List<Object> uncached = new ArrayList<>();
        for (Execution execution : plan.uncached()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("execution", execution.id());
            entry.put("workflow", execution.workflow());
            entry.put("step", execution.step());
            entry.put("matrix", Print.stored(execution.labels()));
            uncached.add(entry);
        }
        json.put("uncached", uncached);
        json.put("runs", plan.droppedRuns());
        return json;
    }
}
