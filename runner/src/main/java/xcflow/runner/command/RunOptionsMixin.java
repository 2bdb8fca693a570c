package xcflow.runner.command;

import java.io.PrintStream;
import picocli.CommandLine.Option;
import xcflow.runner.camel.Queue;
import xcflow.runner.progress.BarProgress;
import xcflow.runner.progress.LineProgress;
import xcflow.runner.run.RunListener;

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
            description = "Execute nothing in this process: leave it to workers (XCFLOW_QUEUE).")
    private boolean conductOnly;

    /** Where tickets wait for execution. */
    Queue queue() throws RefusedException {
        Queue queue = Queue.chosen();
        if (!conductOnly) {
            return queue;
        }
        if (queue.shared().isEmpty()) {
            throw new RefusedException(
                    "xcflow: --conduct-only needs a queue that workers share: set XCFLOW_QUEUE");
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
