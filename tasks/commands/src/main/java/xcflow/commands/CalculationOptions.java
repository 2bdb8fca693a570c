package xcflow.commands;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that calculates can be told. */
final class CalculationOptions {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Number of threads to calculate with.
     *
     * @throws ParameterException if it is not positive, or more than any machine has
     */
    int threads() {
        return checked(threads, command);
    }

    static int checked(int threads, CommandSpec command) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "--threads must be from 1 to " + MOST_THREADS);
        }
        return threads;
    }

    /** Whether the result is wanted as JSON; there is no report of progress then. */
    boolean json() {
        return json;
    }
}
