package xcflow.test;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.runner.command.Xcflow;

/** A user at a terminal: a directory with files, a project, and commands. */
final class CommandLine {
    private final Path directory;
    private final Path home;

    CommandLine(Path directory) {
        this.directory = directory;
        this.home = directory.resolve("home");
    }

    /** What a command left. */
    record Result(int status, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    Path directory() {
        return directory;
    }

    Path home() {
        return home;
    }

    /** Writes a file into the directory. */
    Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Runs a command in this process. */
    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintStream screen = System.err;
        ByteArrayOutputStream direct = new ByteArrayOutputStream();
        System.setErr(new PrintStream(direct, true, StandardCharsets.UTF_8));
        String[] all = arguments(arguments);
        try {
            int status =
                    Xcflow.commandLine(all)
                            .setOut(new PrintWriter(out))
                            .setErr(new PrintWriter(err))
                            .execute(all);
            return new Result(
                    status, out.toString(), err + direct.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(screen);
        }
    }

    /** Runs a command that has to succeed. */
    Result ok(String... arguments) {
        Result result = run(arguments);
        if (result.status() != 0) {
            throw new AssertionError(
                    String.join(" ", arguments)
                            + " ended with "
                            + result.status()
                            + ":\n"
                            + result.out()
                            + result.err());
        }
        return result;
    }

    /** Starts a command in a process of its own. */
    Process start(String... arguments) throws IOException {
        return startWith(null, arguments);
    }

    /** Starts a command whose tickets go through a shared queue. */
    Process startSharing(Path queue, String... arguments) throws IOException {
        return start(builder(null, arguments), Map.of("XCFLOW_QUEUE", "file:" + queue));
    }

    /** Starts a command with further classes behind xcflow's own. */
    Process startWith(Path plugin, String... arguments) throws IOException {
        return start(builder(plugin, arguments), Map.of());
    }

    private Process start(ProcessBuilder builder, Map<String, String> environment)
            throws IOException {
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("process.log").toFile()));
        return builder.start();
    }

    private ProcessBuilder builder(Path plugin, String... arguments) {
        String own = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // Tests may run where nobody sits at the keyboard and Ctrl-C is ignored; children
            // inherit it.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m"));
        command.addAll(List.of("-cp", plugin == null ? own : own + File.pathSeparator + plugin));
        command.add("xcflow.runner.Main");
        command.addAll(List.of(arguments(arguments)));
        return new ProcessBuilder(command);
    }

    private String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        // What follows -- is a command of another program.
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        all.addAll(end, List.of("--home", home.toString()));
        return all.toArray(String[]::new);
    }

    /** What the processes that were started have printed. */
    String printed() throws IOException {
        Path log = directory.resolve("process.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** States of the latest run's instances: number of each. */
    Map<String, Integer> states() {
        Map<String, Integer> counts = new java.util.TreeMap<>();
        for (JsonNode instance : ok("show", "latest", "--json").json().get("instances")) {
            counts.merge(instance.get("state").asString(), 1, Integer::sum);
        }
        return counts;
    }

    /** Waits until something is the case; fails after half a minute. */
    static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within a minute");
            }
            Thread.sleep(20);
        }
    }

    /** Something to wait for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }
}
