package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import xcflow.runner.camel.UnusableQueueException;
import xcflow.runner.home.UnusableHomeException;
import xcflow.spi.UnsoundMachineException;
import xcflow.storage.DatabaseException;
import xcflow.storage.UnusableDatabaseException;
import xcflow.workflows.schema.UnusablePluginException;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Suggestion;

/** How errors appear: a sentence for people, and a stack trace only when asked for. */
final class Errors implements IExecutionExceptionHandler {

    /** Exit code of a failed run or audit. */
    static final int FAILED = 1;

    /** Exit code of input that cannot be used. */
    static final int UNUSABLE = 2;

    @Override
    public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
        boolean debug = Xcflow.debug(line.getCommandSpec());
        PrintWriter err = line.getErr();
        if (error instanceof InvalidInputException
                || error instanceof RefusedException
                || error instanceof UnusableQueueException
                || error instanceof UnsoundMachineException
                || error instanceof UnusablePluginException
                || error instanceof UnusableHomeException) {
            err.println(error.getMessage());
            trace(error, debug, err);
            return UNUSABLE;
        }
        Optional<String> outside = Surroundings.sentence(error);
        err.println("xcflow: " + outside.orElseGet(() -> message(error)));
        trace(error, debug, err);
        if (outside.isPresent()) {
            return Surroundings.isFullDisk(error) ? FAILED : UNUSABLE;
        }
        if (error instanceof UnusableDatabaseException) {
            return UNUSABLE;
        }
        if (!debug && !(error instanceof java.io.IOException)) {
            err.println("(--debug shows where this happened)");
        }
        err.flush();
        return FAILED;
    }

    /**
     * What a machine that computes wrongly looks like to a command that begins to compute: the
     * class that would compute cannot be made.
     */
    static int unsound(LinkageError error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof UnsoundMachineException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            throw error;
        }
        System.err.println(cause.getMessage());
        return UNUSABLE;
    }

    static int usage(ParameterException error, String[] arguments) {
        CommandLine line = error.getCommandLine();
        PrintWriter err = line.getErr();
        String first =
                error instanceof CommandLine.UnmatchedArgumentException unmatched
                        ? unmatched.getUnmatched().get(0)
                        : "-";
        if (!first.startsWith("-") && !line.getSubcommands().isEmpty()) {
            err.println(
                    "xcflow: there is no command '"
                            + first
                            + "'"
                            + Suggestion.forName(first, line.getSubcommands().keySet()));
        } else {
            err.println("xcflow: " + error.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        }
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return UNUSABLE;
    }

    private static void trace(Exception error, boolean debug, PrintWriter err) {
        if (debug) {
            error.printStackTrace(err);
        }
        err.flush();
    }

    private static String message(Throwable error) {
        String text = error.getMessage();
        return text == null || text.isBlank()
                ? error.getClass().getSimpleName()
                : error instanceof RuntimeException && error.getCause() == null
                                || error instanceof UnusableDatabaseException
                                || error instanceof DatabaseException
                                || error instanceof java.io.IOException
                        ? text
                        : error.getClass().getSimpleName() + ": " + text;
    }
}
