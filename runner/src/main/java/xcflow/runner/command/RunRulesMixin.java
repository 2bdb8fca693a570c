package xcflow.runner.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.provenance.run.RunControl;
import xcflow.runner.config.Configuration;
import xcflow.runner.home.Project;
import xcflow.runner.run.NamedLimits;
import xcflow.workflows.model.RunSettings;
import xcflow.workflows.read.RunSettingsReader;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.unit.Durations;

/** Options for a run as a whole; they win over what the workflow says. */
final class RunRulesMixin {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Longest time of the run from now, such as 12h.")
    private String timeout;

    @Option(names = "--fail-fast", description = "Stop everything at the first failure.")
    private boolean failFast;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Runs with a higher one go first (default: the workflow's, or 0).")
    private Integer priority;

    /** Refuses what cannot be used. */
    RunRulesMixin check() throws RefusedException {
        if (priority != null && Math.abs(priority) > RunSettingsReader.MOST_URGENT) {
            throw new RefusedException(
                    "xcflow: --priority is a number from -"
                            + RunSettingsReader.MOST_URGENT
                            + " to "
                            + RunSettingsReader.MOST_URGENT);
        }
        timeout();
        return this;
    }

    private Optional<Duration> timeout() throws RefusedException {
        if (timeout == null) {
            return Optional.empty();
        }
        try {
            Duration duration = Durations.parse(timeout);
            if (duration.isZero()) {
                throw new IllegalArgumentException("must be longer than zero");
            }
            return Optional.of(duration);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: --timeout: " + e.getMessage());
        }
    }

    /** Puts the limits of the settings where all processes find them. */
    static void prepare(Project project) throws java.io.IOException, InvalidInputException {
        NamedLimits.configure(
                Configuration.of(project.home().directory()), project.provenance().control());
    }

    /**
     * The same as options of the job that conducts a run next, whose priority is recorded.
     *
     * @param whole what holds for the run; its time goes on
     * @param since when the time began
     */
    static List<String> options(RunSettings whole, Instant since) {
        List<String> options = new ArrayList<>();
        if (whole.failFast()) {
            options.add("--fail-fast");
        }
        whole.timeout()
                .map(limit -> limit.minus(Duration.between(since, Instant.now())))
                .ifPresent(
                        rest -> {
                            options.add("--timeout");
                            options.add(Math.max(1, rest.toSeconds()) + "s");
                        });
        return options;
    }

    /** What holds for a run, and notes its priority. */
    RunSettings of(RunSettings file, RunControl control, long run) throws RefusedException {
        if (priority != null) {
            control.prioritise(run, priority);
        }
        return new RunSettings(
                timeout().or(file::timeout),
                failFast || file.failFast(),
                priority == null ? file.priority() : priority,
                file.onEnd());
    }
}
