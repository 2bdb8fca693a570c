package xcflow.runner.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Runs a command of the operating system on declared files. */
@TaskInfo(
        name = "shell",
        version = "1",
        title = "Run a command on files",
        description =
                """
                Runs `command` with `sh` in an empty directory into which the declared input files are copied.
                What it prints and the declared output files become artefacts. Nothing else is kept.

                The command sees only the declared environment and `PATH` (`/usr/local/bin:/usr/bin:/bin`),
                `HOME` and `TMPDIR` (inside its own directory), `LC_ALL=C`, `TZ=UTC` and `XCFLOW_THREADS`.
                It belongs to a process group of its own, which is stopped as a whole at a timeout or a
                cancellation, and also when the command ends and leaves something running.

                An exit status other than 0 is a failure that a retry may cure.
                """,
        example =
                """
                sorted:
                  uses: shell
                  with:
                    command: sort data.txt > sorted.txt
                    inputs: {data.txt: "${{ steps.make.files.data }}"}
                    outputs: {sorted: sorted.txt}
                """)
public final class ShellTask implements Task<ShellTask.Inputs, ShellTask.Outputs> {

    /** Longest standard output that is also given as a text value, in bytes. */
    private static final int LONGEST_TEXT = 64 * 1024;

    /** How much of the standard error a failure shows, in bytes. */
    private static final int ERROR_EXCERPT = 2000;

    /** What to run, on what, and which files to keep. */
    public record Inputs(
            @Describe(
                            value = "Command line, run by `sh -c`",
                            example = "sort data.txt > sorted.txt")
                    String command,
            @Describe(
                            value = "Environment variables: names and plain values",
                            defaultValue = "{}",
                            example = "{SEED: 42}")
                    Map<String, Object> environment,
            @Describe(
                            value =
                                    "Files that the command reads: path in its directory, and the file",
                            defaultValue = "{}",
                            example = "{data.txt: \"${{ steps.make.files.data }}\"}")
                    Map<String, Artefact> inputs,
            @Describe(
                            value =
                                    "Files that the command writes: name of the output, and path in its directory",
                            defaultValue = "{}",
                            example = "{sorted: sorted.txt}")
                    Map<String, String> outputs) {
        public Inputs {
            if (command.isBlank()) {
                throw new IllegalArgumentException("the command is empty");
            }
            inputs.keySet().forEach(ShellTask::inside);
            outputs.values().forEach(ShellTask::inside);
            environment.forEach(ShellTask::variable);
        }
    }

    /** What the command left behind. */
    public record Outputs(
            @Describe("Declared output files by name") Map<String, Artefact> files,
            @Describe("Everything written to standard output") Artefact stdout,
            @Describe("Everything written to standard error") Artefact stderr,
            @Describe("Standard output without trailing white space; empty if longer than 64 KiB")
                    String text) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Path directory = Files.createDirectory(context.scratch().resolve("work"));
        Path stdout = context.scratch().resolve("stdout.txt");
        Path stderr = context.scratch().resolve("stderr.txt");
        for (Map.Entry<String, Artefact> input : inputs.inputs().entrySet()) {
            Path copy = directory.resolve(input.getKey()).normalize();
            Files.createDirectories(copy.getParent());
            try (InputStream content = context.open(input.getValue())) {
                Files.copy(content, copy); // Verified while it is copied.
            }
            copy.toFile().setWritable(true, true);
        }
        ProcessBuilder builder = ProcessGroup.of(inputs.command());
        environment(builder.environment(), inputs, directory, context.threads());
        builder.directory(directory.toFile());
        builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        int status = new ProcessGroup(builder).run(context::cancelled);
        if (status != 0) {
            throw new TaskFailure(failure(status, stderr), null, true);
        }
        Map<String, Artefact> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> output : inputs.outputs().entrySet()) {
            Path file = produced(directory, output.getValue());
            files.put(output.getKey(), keep(context, file, file.getFileName().toString()));
        }
        return new Outputs(
                files,
                keep(context, stdout, "stdout.txt"),
                keep(context, stderr, "stderr.txt"),
                Files.size(stdout) > LONGEST_TEXT ? "" : Files.readString(stdout).stripTrailing());
    }

    private static void environment(
            Map<String, String> environment, Inputs inputs, Path directory, int threads) {
        environment.clear();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("HOME", directory.toString());
        environment.put("TMPDIR", directory.toString());
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        environment.put("XCFLOW_THREADS", Integer.toString(threads));
        inputs.environment().forEach((name, value) -> environment.put(name, String.valueOf(value)));
    }

    private static void variable(String name, Object value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("not the name of an environment variable: " + name);
        }
        if (value == null || value instanceof List || value instanceof Map) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " must be a text, number or boolean");
        }
    }

    private static void inside(String path) {
        Path relative = Path.of(path);
        if (path.isBlank()
                || relative.isAbsolute()
                || relative.normalize().startsWith("..")
                || relative.normalize().toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "the path '" + path + "' leaves the directory of the command");
        }
    }

    /** An output file; refuses symbolic links that lead out of the command's directory. */
    private static Path produced(Path directory, String path) throws IOException, TaskFailure {
        Path file = directory.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new TaskFailure(
                    "the command did not write its output file '"
                            + path
                            + "'; it left "
                            + listing(directory),
                    null,
                    true);
        }
        Path real = file.toRealPath();
        if (!real.startsWith(directory.toRealPath())) {
            throw new TaskFailure(
                    "the output file '" + path + "' is a link out of the directory of the command");
        }
        return real;
    }

    private static String listing(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.sort(null);
        return names.isEmpty() ? "no file at all" : String.join(", ", names);
    }

    private static Artefact keep(TaskContext context, Path file, String name) throws IOException {
        return context.store(name, MediaType.of(name), out -> Files.copy(file, out));
    }

    private static String failure(int status, Path stderr) throws IOException {
        byte[] bytes = Files.readAllBytes(stderr);
        int from = Math.max(0, bytes.length - ERROR_EXCERPT);
        String end =
                new String(
                                bytes,
                                from,
                                bytes.length - from,
                                java.nio.charset.StandardCharsets.UTF_8)
                        .strip();
        return "the command ended with exit status " + status + (end.isEmpty() ? "" : ": " + end);
    }
}
