package xcflow.runner.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the commands about functionals: what is recorded of them, and what modules add. */
@Command(
        name = "functional",
        description = "Functionals: what is recorded of them, and what can be done with them.",
        subcommands = {
            FunctionalListCommand.class,
            FunctionalShowCommand.class,
            FunctionalLineageCommand.class,
            FunctionalLineageCommand.Descendants.class,
            FunctionalDiffCommand.class,
            FunctionalMetricsCommand.class,
            FunctionalTagCommand.class,
            FunctionalTagCommand.Note.class,
            ExportCommand.OfFunctional.class,
            ImportCommand.class,
        })
final class FunctionalCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
