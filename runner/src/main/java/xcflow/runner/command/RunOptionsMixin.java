package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.camel.Queue;
import xcflow.runner.home.Homes;
import xcflow.runner.progress.BarProgress;
import xcflow.runner.progress.LineProgress;
import xcflow.runner.run.RunListener;
import xcflow.runner.site.ComputeSite;
import xcflow.runner.site.Sites;
import xcflow.runner.site.Successor;
import xcflow.workflows.model.ExecutionPlace;
import xcflow.workflows.text.InvalidInputException;

/** Options of the commands that execute. */
final class RunOptionsMixin {
    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            converter = JobCount.class,
            defaultValue = "0",
            description = "Threads for all instances together (default: all processors).")
    int jobs;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    boolean quiet;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(
            names = "--conduct-only",
            description =
                    "Execute nothing in this process: leave it to workers that share the queue"
                            + " (XCFLOW_QUEUE, or the project's database).")
    private boolean conductOnly;

    @Option(
            names = "--on",
            paramLabel = "SITE",
            description =
                    "Execute on a site of the settings, such as slurm, or on its blocks of a kind, slurm/gpu.")
    private String on = "";

    @Option(
            names = "--detach",
            description =
                    "Conduct the run in a job of the site of --on, too, and return at once. The job"
                            + " submits its successor before its time is over.")
    boolean detach;

    @Option(names = "--detached", hidden = true, description = "This process is such a job.")
    boolean detached;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Where instances are executed whose steps do not say it; empty: wherever a worker is. */
    String on() throws RefusedException {
        try {
            return on.isEmpty() ? "" : ExecutionPlace.place(on);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: --on: " + e.getMessage());
        }
    }

    /** Refuses sites that the settings do not describe. */
    void checkSites(Collection<String> places)
            throws RefusedException, InvalidInputException, IOException {
        if (detach && on.isEmpty()) {
            throw new RefusedException("xcflow: --detach needs the site that conducts: --on SITE");
        }
        Set<String> all = new TreeSet<>(places);
        if (!on().isEmpty()) {
            all.add(on());
        }
        Sites.check(Homes.settings(Xcflow.home(spec)), all);
    }

    /**
     * The job that conducts a run, or the next one.
     *
     * @param rules options for the run as a whole, as they are when it is submitted
     */
    Successor successor(long run, Supplier<List<String>> rules)
            throws RefusedException, InvalidInputException, IOException {
        ComputeSite site = ComputeSite.of(Homes.settings(Xcflow.home(spec)), on().split("/")[0]);
        return new Successor(Xcflow.home(spec), site, on(), run, rules);
    }

    /**
     * Where tickets wait for execution.
     *
     * @param sites whether steps name sites
     */
    Queue queue(boolean sites) {
        Queue queue = queue();
        boolean elsewhere = !on.isEmpty();
        if ((elsewhere || sites) && !queue.inDatabase()) {
            queue = conductOnly ? Queue.database().withoutWorking() : Queue.database();
        }
        return elsewhere ? queue.withoutWorking() : queue;
    }

    /** Where tickets wait for execution if no site is used. */
    Queue queue() {
        Queue queue = Queue.chosen(Xcflow.home(spec));
        if (!conductOnly) {
            return queue;
        }
        if (queue.shared().isEmpty()) {
            queue = Queue.database();
        }
        return queue.withoutWorking();
    }

    /** Shows progress on the standard error. */
    RunListener listener(String workflow) {
        PrintStream err = System.err;
        if (quiet) {
            return new RunListener() {};
        }
        return Boolean.getBoolean("xcflow.terminal")
                ? new BarProgress(err, workflow)
                : new LineProgress(err);
    }
}
