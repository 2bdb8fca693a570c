package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import xcflow.runner.view.VisibleText;

/**
 * Lets a command print records without the terminal obeying what they contain: control characters
 * of everything but help, which has colours of its own, are shown as escape sequences.
 */
record VisibleOutput(IExecutionStrategy next) implements IExecutionStrategy {

    @Override
    public int execute(ParseResult result) {
        List<CommandLine> commands = result.asCommandLineList();
        if (!printsHelp(commands)) {
            CommandLine top = commands.get(0);
            top.setOut(visible(top.getOut())).setErr(visible(top.getErr()));
        }
        return next.execute(result);
    }

    private static boolean printsHelp(List<CommandLine> commands) {
        CommandLine last = commands.get(commands.size() - 1);
        return commands.stream()
                        .anyMatch(
                                command ->
                                        command.isUsageHelpRequested()
                                                || command.isVersionHelpRequested())
                || last.getCommandSpec().userObject() instanceof CommandLine.HelpCommand
                || !last.getSubcommands().isEmpty();
    }

    private static PrintWriter visible(PrintWriter writer) {
        return new PrintWriter(new VisibleText(writer));
    }
}
