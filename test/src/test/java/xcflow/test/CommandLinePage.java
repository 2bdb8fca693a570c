package xcflow.test;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import xcflow.runner.command.Xcflow;

/** The text of docs/command-line.md, the reference of all commands. */
final class CommandLinePage {
    private CommandLinePage() {}

    static String text() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # The command line

                        Generated from the commands themselves. Exit status: 0 success, 1 a failed run or audit, 2 input that cannot
                        be used. Every command prints JSON with `--json`.

                        Completion of commands, options and the names of runs, steps, tasks, functionals and outputs: `source <(xcflow generate-completion)` in bash, `source <(xcflow generate-completion zsh)`, `xcflow generate-completion fish | source`.

                        Environment: `XCFLOW_HOME` (project directory, `.xcflow` by default), `JAVA_HOME`, `XCFLOW_JAVA_OPTS` (options for
                        the virtual machine), `XCFLOW_PLUGINS` (jars with further tasks), `XCFLOW_NO_BUILD` (leave the build as it is),
                        `XCFLOW_QUEUE` (the queue that carries work to several processes, see [several processes](several-processes.md))
                        and others that are [settings](configuration.md).
                        """);
        add(page, Xcflow.commandLine());
        return page.toString();
    }

    private static void add(StringBuilder page, CommandLine command) {
        command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        page.append("\n## `").append(command.getCommandSpec().qualifiedName()).append("`\n\n```\n");
        page.append(command.getUsageMessage(Ansi.OFF).stripTrailing()).append("\n```\n");
        command.getSubcommands().values().stream()
                .filter(c -> !c.getCommandName().matches("help|generate-completion|complete"))
                .forEach(c -> add(page, c));
    }
}
