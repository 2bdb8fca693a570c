package xcflow.runner.command;

import java.nio.file.Path;
import java.util.ServiceLoader;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import xcflow.spi.CommandProvider;

/** The top command: only a name, two options and the commands below it. */
@Command(
        name = "xcflow",
        version = "xcflow 0.1.0",
        description = "Experiments that make neural exchange-correlation functionals.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            RunsCommand.class,
            ShowCommand.class,
            OutputCommand.class,
            ReportCommand.class,
            ScheduleCommand.class,
            ServeCommand.class,
            AuditCommand.class,
            GcCommand.class,
            DoctorCommand.class,
            TasksCommand.class,
            SchemaCommand.class,
            FunctionalCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            SqlCommand.class,
            CommandLine.HelpCommand.class,
            AutoComplete.GenerateCompletion.class,
        })
public final class Xcflow implements Runnable {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Project directory (default: $XCFLOW_HOME, or .xcflow here).")
    private Path home;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    @Spec private CommandSpec spec;

    /** The whole command line, with the commands of all modules and plug-ins. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Xcflow());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            for (CommandProvider.Command command : provider.commands()) {
                below(line, command.parent()).addSubcommand(command.command());
            }
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Errors());
        line.setParameterExceptionHandler(Errors::usage);
        return line;
    }

    /** The project directory that a command works with. */
    static Path home(CommandSpec spec) {
        Path chosen = ((Xcflow) spec.root().userObject()).home;
        String variable = System.getenv("XCFLOW_HOME");
        if (chosen == null) {
            chosen = Path.of(variable == null || variable.isBlank() ? ".xcflow" : variable);
        }
        return chosen.toAbsolutePath().normalize();
    }

    static boolean debug(CommandSpec spec) {
        return spec.root().userObject() instanceof Xcflow top && top.debug;
    }

    private static CommandLine below(CommandLine line, String parent) {
        if (parent.isEmpty()) {
            return line;
        }
        CommandLine group = line.getSubcommands().get(parent);
        if (group == null) {
            group = new CommandLine(new Group());
            line.addSubcommand(parent, group);
        }
        return group;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** A command that only holds others. */
    @Command(mixinStandardHelpOptions = true)
    static final class Group implements Runnable {
        @Spec private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
