package xcflow.runner.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import xcflow.runner.environment.Environment;
import xcflow.runner.process.CommandUse;
import xcflow.runner.process.ProcessGroup;
import xcflow.runner.process.StrayProcesses;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** The process that runs a command: interpreter, strictness, surroundings. */
final class CommandProcess {

    /** Where the programs of a command are looked for. */
    private static final List<String> PATH = List.of("/usr/local/bin", "/usr/bin", "/bin");

    private static final Set<String> SHELLS = Set.of("bash", "sh", "dash", "ksh", "zsh");
    private static final Set<String> WITHOUT_PIPEFAIL = Set.of("sh", "dash");

    /**
     * Longest text that a system passes to a program as one argument or variable: 128 KiB on Linux,
     * where it is least. Longer commands go through a file.
     */
    private static final int LONGEST_ARGUMENT = 100_000;

    private CommandProcess() {}

    /** Refuses what no process could be started with. */
    static void check(String interpreter, String command, Map<String, Object> environment) {
        interpreter(interpreter);
        if (command.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the command contains the character NUL");
        }
        environment.forEach(CommandProcess::variable);
    }

    static void interpreter(String interpreter) {
        if (!interpreter.matches("[A-Za-z0-9_.+-]+")) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the interpreter '%s' is not the name of a program",
                            interpreter));
        }
    }

    static void name(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("not the name of an environment variable: " + name);
        }
    }

    static void variable(String name, Object value) {
        name(name);
        if (value == null || value instanceof List || value instanceof Map) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " must be a text, number or boolean");
        }
        String text = String.valueOf(value);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " contains the character NUL");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the environment variable %s is longer than %d bytes; pass it as an"
                                    + " input file",
                            name,
                            LONGEST_ARGUMENT));
        }
    }

    /**
     * Runs a command to its end.
     *
     * @return exit status
     */
    static int run(
            ShellTask.Inputs inputs, Path directory, TaskContext context, Path stdout, Path stderr)
            throws IOException, TaskFailure {
        Environment environment = CommandSurroundings.verified(inputs, context);
        String interpreter = inputs.interpreter();
        String program = environment.ownPrograms() ? interpreter : found(interpreter);
        Environment.Start start =
                environment.start(
                        SHELLS.contains(interpreter)
                                ? shell(program, inputs, context)
                                : List.of(program, script(inputs.command(), context)),
                        new Environment.Place(
                                context.scratch(),
                                directory,
                                variables(inputs.environment(), directory, context)));
        CommandUse use =
                start.elsewhere() ? CommandUse.unknown() : CommandUse.measured(context.scratch());
        ProcessBuilder builder = ProcessGroup.of(start.command(), use);
        builder.environment().clear();
        builder.environment().putAll(start.variables());
        builder.environment().put(StrayProcesses.MARK, context.scratch().toString());
        builder.directory(directory.toFile());
        boolean ended = false;
        try {
            int status = CommandOutput.run(builder, stdout, stderr, use, context);
            ended = true;
            return status;
        } finally {
            if (!ended && !start.end().isEmpty()) {
                clear(start);
            }
        }
    }

    /** A container outlives the program that started it, if that was killed. */
    private static void clear(Environment.Start start) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(start.end());
        builder.environment().clear();
        builder.environment().putAll(start.variables());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        boolean interrupted = Thread.interrupted();
        try {
            builder.start().waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String found(String interpreter) throws TaskFailure {
        return PATH.stream()
                .map(place -> Path.of(place, interpreter))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new TaskFailure(
                                        String.format(
                                                Locale.ROOT,
                                                "this machine has no '%s' in %s; install it, or"
                                                        + " choose another with 'interpreter'",
                                                interpreter,
                                                String.join(":", PATH))))
                .toString();
    }

    private static List<String> shell(String program, ShellTask.Inputs inputs, TaskContext context)
            throws IOException {
        String options =
                !inputs.strict()
                        ? "+e"
                        : WITHOUT_PIPEFAIL.contains(inputs.interpreter()) ? "-eu" : "-euo";
        boolean aside = inputs.command().getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT;
        List<String> what =
                aside
                        ? List.of(script(inputs.command(), context))
                        : List.of("-c", inputs.command());
        return options.equals("-euo")
                ? join(List.of(program, options, "pipefail"), what)
                : join(List.of(program, options), what);
    }

    private static List<String> join(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String script(String command, TaskContext context) throws IOException {
        return Files.writeString(context.scratch().resolve("command"), command).toString();
    }

    private static Map<String, String> variables(
            Map<String, Object> declared, Path directory, TaskContext context) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PATH", String.join(":", PATH));
        variables.put("HOME", directory.toString());
        variables.put("TMPDIR", directory.toString());
        variables.put("LC_ALL", "C");
        variables.put("TZ", "UTC");
        variables.put("XCFLOW_THREADS", Integer.toString(context.threads()));
        if (context.memory() > 0) {
            variables.put("XCFLOW_MEMORY", Long.toString(context.memory()));
        }
        declared.forEach((name, value) -> variables.put(name, String.valueOf(value)));
        variables.put(StrayProcesses.MARK, context.scratch().toString());
        return variables;
    }
}
