package xcflow.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What solves the Kohn–Sham equations here. */
@Command(
        name = "engine",
        description = "Look at engines, which solve the Kohn-Sham equations, and install them.",
        subcommands = {
            EngineListCommand.class,
            EngineShowCommand.class,
            EngineCheckCommand.class,
            EngineInstallCommand.class
        })
final class EngineCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what: list, show NAME, check NAME or install NAME");
    }
}
