package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import xcflow.provenance.signature.UnusableKeyException;
import xcflow.runner.camel.UnusableQueueException;
import xcflow.runner.home.UnusableHomeException;
import xcflow.spi.UnsoundMachineException;
import xcflow.storage.DatabaseException;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.files.OutOfSpace;
import xcflow.workflows.schema.UnusablePluginException;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;
import xcflow.workflows.text.Suggestion;

/** How errors appear: a sentence for people, and a stack trace only when asked for. */
final class Errors implements IExecutionExceptionHandler {

    /** How sentences begin that are not about a place in a file. */
    private static final String NAME = "xcflow: ";

    /** Exit code of a failed run or audit. */
    static final int FAILED = 1;

    /** Exit code of input that cannot be used. */
    static final int UNUSABLE = 2;

    @Override
    public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
        boolean debug = Xcflow.debug(line.getCommandSpec());
        PrintWriter err = line.getErr();
        int status = status(error);
        if (wantsJson(parsed)) {
            List<Problem> problems =
                    error instanceof InvalidInputException invalid ? invalid.problems() : List.of();
            String message =
                    spoken(error)
                            ? error.getMessage()
                            : Surroundings.sentence(error).orElseGet(() -> message(error));
            json(line, message, status, problems);
        }
        if (spoken(error)) {
            err.println(error.getMessage());
            trace(error, debug, err);
            return status;
        }
        Optional<String> outside = Surroundings.sentence(error);
        err.println("xcflow: " + outside.orElseGet(() -> message(error)));
        trace(error, debug, err);
        boolean unexpected =
                outside.isEmpty()
                        && !(error instanceof UnusableDatabaseException)
                        && !(error instanceof java.io.IOException);
        if (!debug && unexpected) {
            err.println("(--debug shows where this happened)");
        }
        err.flush();
        return status;
    }

    /** Whether its message is a sentence for the user as it is. */
    private static boolean spoken(Exception error) {
        return error instanceof InvalidInputException
                || error instanceof RefusedException
                || error instanceof UnusableQueueException
                || error instanceof UnsoundMachineException
                || error instanceof UnusablePluginException
                || error instanceof UnusableHomeException;
    }

    private static int status(Exception error) {
        if (spoken(error)) {
            return UNUSABLE;
        } else if (Surroundings.sentence(error).isPresent()) {
            return OutOfSpace.isReasonOf(error) ? FAILED : UNUSABLE;
        }
        return error instanceof UnusableDatabaseException || error instanceof UnusableKeyException
                ? UNUSABLE
                : FAILED;
    }

    private static boolean wantsJson(ParseResult parsed) {
        return parsed.asCommandLineList().stream()
                .anyMatch(command -> command.getParseResult().hasMatchedOption("--json"));
    }

    /** In the place of the result, for programs; people read the sentence beside it. */
    private static void json(CommandLine line, String message, int status, List<Problem> problems) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message.startsWith(NAME) ? message.substring(NAME.length()) : message);
        error.put("exit-status", (long) status);
        error.put("problems", Json.problems(problems));
        Print.json(line.getOut(), Map.of("error", error));
        line.getOut().flush();
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
        boolean noCommand = !first.startsWith("-") && !line.getSubcommands().isEmpty();
        String message =
                noCommand
                        ? "there is no command '"
                                + first
                                + "'"
                                + Suggestion.forName(first, line.getSubcommands().keySet())
                        : error.getMessage();
        if (List.of(arguments).contains("--json")) {
            json(line, message, UNUSABLE, List.of());
        }
        err.println(NAME + message);
        if (!noCommand) {
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
