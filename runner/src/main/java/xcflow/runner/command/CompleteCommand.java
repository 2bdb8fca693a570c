package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how the last of some words may end; a script for the shell asks. */
@Command(
        name = "complete",
        hidden = true,
        description = "Print the words that the last of these may be the beginning of.")
final class CompleteCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "WORD", description = "What was typed so far.")
    private List<String> words = new ArrayList<>();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        new WordCompletion(spec.root(), new KnownNames(spec)).of(words).forEach(out::println);
        out.flush();
        return 0;
    }
}
