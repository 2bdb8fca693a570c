package xcflow.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import xcflow.runner.project.Ahead;
import xcflow.runner.project.Project;

/** The top command: only a name, two options and the commands below it. */
@Command(
        name = "xcflow",
        version = "xcflow 0.1.0",
        description = "Experiments that make neural exchange-correlation functionals.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true)
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

    private final Ahead ahead;

    private Xcflow(Ahead ahead) {
        this.ahead = ahead;
    }

    /** The whole command line, with the commands of all modules and plug-ins. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Xcflow(Ahead.nothing()));
        Commands.addAll(line);
        return prepared(line);
    }

    /** As much of the command line as is needed to execute these arguments. */
    public static CommandLine commandLine(String... arguments) {
        return commandLine(Ahead.nothing(), arguments);
    }

    /**
     * As {@link #commandLine(String...)}.
     *
     * @param ahead perhaps the project that the command will want
     */
    private static CommandLine commandLine(Ahead ahead, String... arguments) {
        CommandLine line = new CommandLine(new Xcflow(ahead));
        Commands.addFor(line, arguments);
        return prepared(line);
    }

    /** Executes a command while its project is opened; returns the exit status. */
    public static int execute(String... arguments) {
        try (Ahead ahead =
                Commands.wantsProject(arguments)
                        ? Ahead.begin(home(Commands.home(arguments)))
                        : Ahead.nothing()) {
            return commandLine(ahead, arguments).execute(arguments);
        }
    }

    private static CommandLine prepared(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new SingleValues());
        line.setExecutionExceptionHandler(new Errors());
        line.setParameterExceptionHandler(Errors::usage);
        return line;
    }

    /** The project directory that a command works with. */
    static Path home(CommandSpec spec) {
        return home(((Xcflow) spec.root().userObject()).home);
    }

    /** Opens the project that a command works with; creates it if it does not exist. */
    static Project project(CommandSpec spec) throws IOException {
        return ((Xcflow) spec.root().userObject()).ahead.take(home(spec));
    }

    private static Path home(Path given) {
        Path chosen = given;
        String variable = System.getenv("XCFLOW_HOME");
        if (chosen == null) {
            chosen = Path.of(variable == null || variable.isBlank() ? ".xcflow" : variable);
        }
        return chosen.toAbsolutePath().normalize();
    }

    static boolean debug(CommandSpec spec) {
        return spec.root().userObject() instanceof Xcflow top && top.debug;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
