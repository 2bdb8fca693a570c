package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import xcflow.runner.home.BackgroundOpening;
import xcflow.runner.home.Homes;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.version.Version;
import xcflow.spi.RecordedFunctionals;
import xcflow.spi.RecordedTasks;
import xcflow.spi.TaskFailure;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.UnusablePluginException;

/** The top command: only a name, two options and the commands below it. */
@Command(
        name = "xcflow",
        versionProvider = Version.class,
        description = "Experiments that make neural exchange-correlation functionals.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class Xcflow implements Runnable, RecordedFunctionals, RecordedTasks {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Project directory (default: $XCFLOW_HOME, or .xcflow here).")
    private Path home;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    @Spec private CommandSpec spec;

    private final BackgroundOpening ahead;

    /** Files of functionals that were asked for: a project cannot be opened while it is open. */
    private final Map<String, Optional<Path>> versions = new HashMap<>();

    private PrintStream results = System.out;

    private Xcflow(BackgroundOpening ahead) {
        this.ahead = ahead;
    }

    /** The whole command line, with the commands of all modules and plug-ins. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Xcflow(BackgroundOpening.nothing()));
        Commands.addAll(line);
        return prepared(line);
    }

    /** As much of the command line as is needed to execute these arguments. */
    public static CommandLine commandLine(String... arguments) {
        return commandLine(BackgroundOpening.nothing(), arguments);
    }

    /**
     * As {@link #commandLine(String...)}.
     *
     * @param ahead perhaps the project that the command will want
     */
    private static CommandLine commandLine(BackgroundOpening ahead, String... arguments) {
        CommandLine line = new CommandLine(new Xcflow(ahead));
        Commands.addFor(line, arguments);
        return prepared(line);
    }

    /**
     * Executes a command while its project is opened; returns the exit status.
     *
     * @param out takes the results
     */
    public static int execute(PrintStream out, String... arguments) {
        try {
            return executed(out, arguments);
        } catch (InvalidPathException e) {
            // Of the project directory, which is looked at before the command line is.
            System.err.println(
                    "xcflow: this is not a path: " + e.getInput() + " (" + e.getReason() + ")");
            return Errors.UNUSABLE;
        } catch (LinkageError e) {
            System.err.println("xcflow: " + Surroundings.unloadable(e));
            if (List.of(arguments).contains("--debug")) {
                e.printStackTrace();
            }
            return Errors.UNUSABLE;
        }
    }

    private static int executed(PrintStream out, String... arguments) {
        // For plug-ins that have files in the project's directory and know no options.
        System.setProperty("xcflow.home", home(Commands.home(arguments)).toString());
        try (BackgroundOpening ahead =
                Commands.wantsProject(arguments)
                        ? BackgroundOpening.begin(home(Commands.home(arguments)))
                        : BackgroundOpening.nothing()) {
            Plugins.check();
            CommandLine line = commandLine(ahead, arguments);
            ((Xcflow) line.getCommandSpec().userObject()).results = out;
            PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
            try {
                return line.setOut(writer).execute(arguments);
            } finally {
                // Both have been replaced by writers that keep what they are given.
                line.getErr().flush();
                line.getOut().flush();
            }
        } catch (UnusablePluginException e) {
            System.err.println(e.getMessage());
            return Errors.UNUSABLE;
        } catch (ServiceConfigurationError e) {
            System.err.println("xcflow: a plug-in cannot be used: " + e.getMessage());
            return Errors.UNUSABLE;
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "xcflow: out of memory: give the virtual machine more"
                            + " (XCFLOW_JAVA_OPTS=-Xmx…)");
            return Errors.FAILED;
        } catch (ExceptionInInitializerError e) {
            return Errors.unsound(e);
        }
    }

    private static CommandLine prepared(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new VisibleOutput(new SingleValues()));
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

    @Override
    public Optional<Path> file(String text) throws IOException {
        Optional<Path> known = versions.get(text);
        if (known == null) {
            known = lookUp(text);
            versions.put(text, known);
        }
        return known;
    }

    private Optional<Path> lookUp(String text) throws IOException {
        if (NamedFunctionals.builtIn(text) || !Homes.at(home(home)).exists()) {
            return Optional.empty();
        }
        try (Project project = ahead.take(home(home))) {
            return NamedFunctionals.now(project.provenance()).path(text);
        }
    }

    @Override
    public boolean recording() {
        return Homes.at(home(home)).exists();
    }

    @Override
    public Result run(Step step) throws TaskFailure, IOException {
        return new RecordedStep(spec, step).run();
    }

    /** All tasks, in the project that a command works with. */
    static TaskCatalog tasks(CommandSpec spec) {
        return TaskCatalog.load().with(((Xcflow) spec.root().userObject())::file);
    }

    /** Takes results that are bytes; texts go to {@link CommandLine#getOut}. */
    static PrintStream results(CommandSpec spec) {
        return ((Xcflow) spec.root().userObject()).results;
    }

    static boolean debug(CommandSpec spec) {
        return spec.root().userObject() instanceof Xcflow top && top.debug;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
