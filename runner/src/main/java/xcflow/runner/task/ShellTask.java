package xcflow.runner.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.runner.process.Excerpt;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Outside;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;
import xcflow.storage.files.OutOfSpace;

/** Runs a command of the operating system on declared files. */
@TaskInfo(
        name = "shell",
        version = "2",
        title = "Run a command on files",
        description =
                """
                Runs `command` with `bash` in an empty directory into which the declared input files are copied.
                What it prints and the declared output files become artefacts. Nothing else is kept. A file that
                starts with `#!` may be executed.

                An output is the path of a file, or `{file: PATH}`, `{directory: PATH}` (all files in it) or `{glob: PATTERN}`
                (`*.dat`, `**/*.dat`); each may be `optional: true`. Directories and patterns are found under `collections`, with
                their files in the order of their paths.

                Beside `with`, the step may say in what the command runs: `container`, `conda` or `modules`, and `tools`. What
                they are on this machine becomes part of the cache key.

                The shell is strict (`set -euo pipefail`): the first program that fails ends the command, also
                inside a pipe, and a variable that is not set is an error. `strict: false` turns that off, and
                `interpreter` takes another program, such as `sh` or `python3`, which gets the command as a file
                if it is none of the shells.

                The command sees only the declared environment and `PATH` (`/usr/local/bin:/usr/bin:/bin`),
                `HOME`, `TMPDIR` and `XCFLOW_SCRATCH` (its own directory and the one around it), `LC_ALL=C`,
                `TZ=UTC`, `XCFLOW_THREADS`, and `XCFLOW_MEMORY` (bytes) if the step's `resources` name it. It belongs to a process group of its own, which is stopped as a whole at
                a timeout or a cancellation, when xcflow itself is killed, and also when the command ends and
                leaves something running.

                An exit status other than 0 is a failure that a retry may cure. The output of a failed
                command is in its log (`xcflow show RUN STEP --log`), and its directory is kept for a while.
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

    /** Names of the files in the scratch directory that take what a running command prints. */
    public static final String STDOUT = "stdout.txt";

    public static final String STDERR = "stderr.txt";

    /** Longest standard output that is also given as a text value, in bytes. */
    private static final int LONGEST_TEXT = 64 * 1024;

    /** How much of the standard error a failure shows, in bytes. */
    private static final int ERROR_EXCERPT = 2000;

    /** How much of what a failed command printed goes into its log, in bytes. */
    private static final int LOG_EXCERPT = 256 * 1024;

    /** What to run, on what, and which files to keep. */
    public record Inputs(
            @Describe(
                            value = "Command, or script of several lines",
                            example = "sort data.txt > sorted.txt")
                    String command,
            @Describe(
                            value =
                                    "Program that runs the command, found in `PATH`; `bash`, `sh`,"
                                            + " `dash`, `ksh` and `zsh` get it with `-c`, others as a"
                                            + " file",
                            defaultValue = "bash",
                            example = "python3")
                    String interpreter,
            @Describe(
                            value =
                                    "Whether a shell stops at the first program that fails, also in"
                                            + " a pipe where it can (not `sh` and `dash`), and at"
                                            + " variables that are not set",
                            defaultValue = "true")
                    boolean strict,
            @Describe(
                            value = "Environment variables: names and plain values",
                            defaultValue = "{}",
                            example = "{SEED: 42}")
                    Map<String, Object> environment,
            @Describe(
                            value =
                                    "Files that the command reads: path in its directory, and the"
                                            + " file",
                            defaultValue = "{}",
                            example = "{data.txt: \"${{ steps.make.files.data }}\"}")
                    Map<String, Artefact> inputs,
            @Describe(
                            value =
                                    "Files that the command writes: name of the output, and path in its directory; or `{directory: PATH}`, `{glob: PATTERN}`, and `optional: true`",
                            defaultValue = "{}",
                            example = "{sorted: sorted.txt}")
                    Map<String, Object> outputs,
            @Describe(
                            value =
                                    "Directories that the command reads: path in its directory, and the files by their paths in it",
                            defaultValue = "{}",
                            example = "{grids: \"${{ steps.make.collections.grids.files }}\"}")
                    Map<String, Map<String, Artefact>> directories,
            @Describe(
                            value =
                                    "Container image in which the command runs, as `NAME:TAG`, `NAME@sha256:DIGEST` or the path of a `.sif` file. Written beside `with`",
                            example = "docker.io/library/debian:13")
                    Optional<String> container,
            @Describe(
                            value =
                                    "Conda environment in which the command runs: its name or path, or `{file: environment.yaml}`. Written beside `with`",
                            example = "{file: environment.yaml}")
                    Optional<Source> conda,
            @Describe(
                            value =
                                    "Modules that are loaded for the command (Lmod or Environment Modules). Written beside `with`",
                            defaultValue = "[]",
                            example = "[siesta/5.2]")
                    List<String> modules,
            @Describe(
                            value =
                                    "Programs that the command uses, each with a command that prints its version; what it prints is part of the cache key. Written beside `with`",
                            defaultValue = "{}",
                            example = "{siesta: siesta --version}")
                    Map<String, String> tools,
            @Describe(
                            value =
                                    "What the container, environment, modules and tools were when the step was planned; recorded, never written",
                            defaultValue = "{}")
                    Map<String, Object> found) {
        public Inputs {
            if (command.isBlank()) {
                throw new IllegalArgumentException("the command is empty");
            }
            // Executions of earlier versions lack what came later.
            directories = directories == null ? Map.of() : directories;
            modules = modules == null ? List.of() : modules;
            tools = tools == null ? Map.of() : tools;
            found = found == null ? Map.of() : found;
            ShellFiles.check(ShellFiles.places(inputs, directories));
            outputs.forEach(DeclaredOutput::of);
            CommandSurroundings.check(container, conda, modules, tools);
            CommandProcess.check(interpreter, command, environment);
        }
    }

    /** What the command left behind. */
    public record Outputs(
            @Describe("Declared output files by name") Map<String, Artefact> files,
            @Describe("Declared directories and patterns by name") Map<String, FileSet> collections,
            @Describe("Everything written to standard output") Artefact stdout,
            @Describe("Everything written to standard error") Artefact stderr,
            @Describe("Standard output without trailing white space; empty if longer than 64 KiB")
                    String text) {}

    /** The files of a directory, or those that a pattern matched. */
    public record FileSet(
            @Describe(
                            "List of the files with their SHA-256, as JSON; its digest is that of them all")
                    Artefact manifest,
            @Describe("The files by their paths, in the order of the paths")
                    Map<String, Artefact> files) {}

    @Override
    public Set<String> beside() {
        return CommandSurroundings.KEYS;
    }

    @Override
    public Map<String, Object> pinned(Map<String, Object> inputs, Outside outside)
            throws TaskFailure, IOException {
        return CommandSurroundings.pinned(inputs, outside);
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        return CommandSurroundings.identity(inputs);
    }

    @Override
    public void check(KnownInputs inputs) {
        new KnownCommand(inputs).check();
    }

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
        Path stdout = context.scratch().resolve(STDOUT);
        Path stderr = context.scratch().resolve(STDERR);
        ShellFiles.provide(
                ShellFiles.places(inputs.inputs(), inputs.directories()), directory, context);
        int status = CommandProcess.run(inputs, directory, context, stdout, stderr);
        try {
            if (status != 0) {
                throw TaskFailure.ofProgram(failure(status, stderr), status);
            }
            OutputFiles collected = OutputFiles.collect(inputs.outputs(), directory, context);
            return new Outputs(
                    collected.files(),
                    collected.sets(),
                    ShellFiles.keep(context, stdout, STDOUT),
                    ShellFiles.keep(context, stderr, STDERR),
                    text(stdout, context));
        } catch (TaskFailure e) {
            tell(context, "standard output", stdout);
            tell(context, "standard error", stderr);
            throw e;
        }
    }

    private static String text(Path stdout, TaskContext context) throws IOException {
        if (Files.size(stdout) > LONGEST_TEXT) {
            return "";
        }
        Excerpt text = Excerpt.of(stdout, LONGEST_TEXT);
        if (text.replaced()) {
            context.warn(
                    "text-not-utf-8",
                    "The standard output is not UTF-8: bytes that could not be decoded are \uFFFD"
                            + " in 'text'; the artefact 'stdout' has the original bytes.");
        }
        return text.text().stripTrailing();
    }

    private static String failure(int status, Path stderr) throws IOException {
        String end = Excerpt.of(stderr, ERROR_EXCERPT).text().strip();
        // Then there may have been no room for what it wanted to say of it either.
        String full = OutOfSpace.isAt(stderr) ? "; " + OutOfSpace.MESSAGE : "";
        return "the command ended with exit status "
                + status
                + full
                + (end.isEmpty() ? "" : ": " + end);
    }

    private static void tell(TaskContext context, String what, Path file) throws IOException {
        Excerpt end = Excerpt.of(file, LOG_EXCERPT);
        if (!end.text().isBlank()) {
            String part = end.whole() ? "" : " (its last " + LOG_EXCERPT / 1024 + " KiB)";
            context.log().info("{}{}:\n{}", what, part, end.text().stripTrailing());
        }
    }
}
