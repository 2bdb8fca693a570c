package xcflow.runner.command;

import java.io.PrintStream;
import picocli.CommandLine.Option;
import xcflow.runner.progress.BarProgress;
import xcflow.runner.progress.LineProgress;
import xcflow.runner.run.RunListener;

/** Options of the commands that execute. */
final class RunOptionsMixin {
    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads for all instances together (default: all processors).")
    int jobs;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    boolean quiet;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

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
