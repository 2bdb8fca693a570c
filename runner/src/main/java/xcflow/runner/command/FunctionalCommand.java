package xcflow.runner.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the commands about functionals: what is recorded of them, and what modules add. */
@Command(
        name = "functional",
        description = "Functionals: what is recorded of them, and what can be done with them.")
final class FunctionalCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
