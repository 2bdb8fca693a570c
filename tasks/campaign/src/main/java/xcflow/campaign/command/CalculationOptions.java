package xcflow.campaign.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that calculates can be told. */
final class CalculationOptions {
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
     * @throws ParameterException if it is not positive
     */
    int threads() {
        if (threads < 1) {
            throw new ParameterException(command.commandLine(), "--threads must be at least 1");
        }
        return threads;
    }

    /** Whether the result is wanted as JSON; there is no report of progress then. */
    boolean json() {
        return json;
    }
}
