package xcflow.runner.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.spi.Anticipating;
import xcflow.spi.CommandProvider;

/**
 * The commands by name. Reading the options of all of them takes longer than most of them run, so
 * that only those that the arguments ask for are put into a command line.
 */
final class Commands {
    /** Every command of the runner: to add one is to add a line here. */
    private static final Map<String, Class<?>> OWN = new LinkedHashMap<>();

    static {
        OWN.put("run", RunCommand.class);
        OWN.put("plan", PlanCommand.class);
        OWN.put("validate", ValidateCommand.class);
        OWN.put("explain", ExplainCommand.class);
        OWN.put("resume", ResumeCommand.class);
        OWN.put("cancel", CancelCommand.class);
        OWN.put("pause", PauseCommand.class);
        OWN.put("priority", PriorityCommand.class);
        OWN.put("runs", RunsCommand.class);
        OWN.put("mark", MarkCommand.class);
        OWN.put("top", TopCommand.class);
        OWN.put("show", ShowCommand.class);
        OWN.put("output", OutputCommand.class);
        OWN.put("results", ResultsCommand.class);
        OWN.put("report", ReportCommand.class);
        OWN.put("cache", CacheCommand.class);
        OWN.put("home", HomeCommand.class);
        OWN.put("schedule", ScheduleCommand.class);
        OWN.put("serve", ServeCommand.class);
        OWN.put("worker", WorkerCommand.class);
        OWN.put("workers", WorkersCommand.class);
        OWN.put("blocks", BlocksCommand.class);
        OWN.put("site", SiteCommand.class);
        OWN.put("audit", AuditCommand.class);
        OWN.put("gc", GcCommand.class);
        OWN.put("doctor", DoctorCommand.class);
        OWN.put("config", ConfigCommand.class);
        OWN.put("tasks", TasksCommand.class);
        OWN.put("schema", SchemaCommand.class);
        OWN.put("functional", FunctionalCommand.class);
        OWN.put("export", ExportCommand.class);
        OWN.put("import", ImportCommand.class);
        OWN.put("sql", SqlCommand.class);
        OWN.put("help", CommandLine.HelpCommand.class);
        OWN.put("generate-completion", CompletionCommand.class);
        OWN.put("complete", CompleteCommand.class);
    }

    /** The command that has others below it, of which modules bring some. */
    private static final String GROUP = "functional";

    /** Commands that look at all others. */
    private static final Set<String> LOOK_AROUND = Set.of("help", "complete");

    /** Arguments after which the list of commands is not shown. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    private Commands() {}

    /** Puts every command of all modules and plug-ins below the top one. */
    static void addAll(CommandLine top) {
        OWN.values().forEach(command -> add(top, command));
        CommandLine group = top.getSubcommands().get(GROUP);
        FunctionalCommand.PARTS.values().forEach(command -> add(group, command));
        for (CommandProvider.Command command : provided()) {
            below(top, command.parent()).addSubcommand(command.command());
        }
    }

    /** Puts the commands below the top one that the arguments can have something to do with. */
    static void addFor(CommandLine top, String... arguments) {
        List<String> words = words(arguments);
        String name = words.isEmpty() ? "" : words.get(0);
        String part = words.size() < 2 ? "" : words.get(1);
        if (name.isEmpty()) {
            if (!VERSION.contains(String.join(" ", arguments))) {
                addNames(top);
            }
        } else if (LOOK_AROUND.contains(name)) {
            addAll(top);
        } else if (name.equals(GROUP) && FunctionalCommand.PARTS.containsKey(part)) {
            add(top, OWN.get(GROUP));
            add(top.getSubcommands().get(GROUP), FunctionalCommand.PARTS.get(part));
        } else if (OWN.containsKey(name) && !name.equals(GROUP)) {
            add(top, OWN.get(name));
        } else if (!addProvided(top, name, part)) {
            addAll(top);
        }
    }

    /** Adds the one command of a module that has this name, if there is one. */
    private static boolean addProvided(CommandLine top, String name, String part) {
        // Modules are asked one by one: looking for all of them opens every jar.
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            for (CommandProvider.Command command : provider.commands()) {
                if (addIfNamed(top, command, name, part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean addIfNamed(
            CommandLine top, CommandProvider.Command command, String name, String part) {
        String own = command.command().getClass().getAnnotation(Command.class).name();
        if (command.parent().isEmpty() && own.equals(name)) {
            if (command.command() instanceof Anticipating anticipating) {
                anticipating.anticipate();
            }
            top.addSubcommand(command.command());
            return true;
        }
        if (command.parent().equals(GROUP) && name.equals(GROUP) && own.equals(part)) {
            add(top, OWN.get(GROUP));
            top.getSubcommands().get(GROUP).addSubcommand(command.command());
            return true;
        }
        return false;
    }

    /** Whether the command that the arguments name will open its project, if they are right. */
    static boolean wantsProject(String... arguments) {
        List<String> words = words(arguments);
        List<String> all = List.of(arguments);
        Class<?> command = words.isEmpty() ? null : OWN.get(words.get(0));
        return command != null
                && OpensProject.class.isAssignableFrom(command)
                && !all.contains("--help")
                && !all.contains("-h");
    }

    /** The project directory among the arguments; null if there is none. */
    static Path home(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--home") && i + 1 < arguments.length) {
                return Path.of(arguments[i + 1]);
            } else if (arguments[i].startsWith("--home=")) {
                return Path.of(arguments[i].substring("--home=".length()));
            }
        }
        return null;
    }

    /** The first two arguments that are neither options of the top command nor their values. */
    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.length && words.size() < 2; i++) {
            if (arguments[i].equals("--home")) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                words.add(arguments[i]);
            }
        }
        return words;
    }

    /** Names and descriptions without options, for the list of commands. */
    private static void addNames(CommandLine top) {
        List<Class<?>> all = new ArrayList<>(OWN.values());
        for (CommandProvider.Command command : provided()) {
            if (command.parent().isEmpty()) {
                all.add(command.command().getClass());
            }
        }
        // They are only shown: what others inherit from the top would be copied for each of them.
        top.getCommandSpec().scopeType(CommandLine.ScopeType.LOCAL);
        for (Class<?> command : all) {
            Command described = command.getAnnotation(Command.class);
            if (described.hidden()) {
                continue;
            }
            CommandSpec spec = CommandSpec.create().name(described.name());
            String[] header = described.header();
            spec.usageMessage().header(header).description(described.description());
            top.addSubcommand(described.name(), spec);
        }
    }

    private static void add(CommandLine top, Class<?> command) {
        top.addSubcommand(command);
    }

    private static List<CommandProvider.Command> provided() {
        List<CommandProvider.Command> all = new ArrayList<>();
        ServiceLoader.load(CommandProvider.class)
                .forEach(provider -> all.addAll(provider.commands()));
        return all;
    }

    private static CommandLine below(CommandLine top, String parent) {
        if (parent.isEmpty()) {
            return top;
        }
        CommandLine group = top.getSubcommands().get(parent);
        if (group == null) {
            group = new CommandLine(new Group());
            top.addSubcommand(parent, group);
        }
        return group;
    }

    /** A command that only holds others. */
    @Command(mixinStandardHelpOptions = true)
    static final class Group implements Runnable {
        @CommandLine.Spec private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
