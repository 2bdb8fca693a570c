package xcflow.runner.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import xcflow.runner.process.CommandUse;
import xcflow.runner.process.ProcessGroup;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.FunctionalPreload;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Runs a program of the user with a functional in place of one of libxc. */
@TaskInfo(
        name = "program",
        version = "1",
        title = "Run a program with a functional in place of one of libxc",
        description =
                """
                Runs a program that is linked with libxc, in a directory of the user, and answers its
                requests to libxc for PBE (or for what `replace` says) with `functional`. `xcflow functional
                run` makes a run of this single step.

                The execution fails if the program does, or if it never asked libxc: its results are then
                those of another functional. What it reads and writes in the directory is not recorded: give
                `cache: false`, or use the task `shell` for results that others depend on.
                """,
        example =
                """
                silicon:
                  uses: program
                  cache: false
                  with: {functional: PBE-tuned, program: abinit, arguments: [si.abi], directory: /home/me/si}
                """)
public final class ProgramTask implements Task<ProgramTask.Inputs, ProgramTask.Outputs> {

    /** What to run, and with which functional. */
    public record Inputs(
            @Describe(
                            value = "Functional that the program uses",
                            functional = true,
                            example = "\"${{ steps.tune.functional }}\"")
                    Source functional,
            @Describe(
                            value = "Program: a name that is found in `PATH`, or a path",
                            example = "abinit")
                    String program,
            @Describe(value = "Its arguments", defaultValue = "[]", example = "[si.abi]")
                    List<String> arguments,
            @Describe(value = "Directory in which it runs", example = "/home/me/si")
                    String directory,
            @Describe(
                            value =
                                    "Functionals of libxc to replace: the numbers of exchange and correlation, or of one functional that is both; PBE by default",
                            example = "\"101,130\"")
                    Optional<String> replace) {
        public Inputs {
            replace.ifPresent(
                    numbers -> {
                        if (!replaceable(numbers)) {
                            throw new IllegalArgumentException(
                                    "replace is like 101,130, or one number, not " + numbers);
                        }
                    });
        }
    }

    /** What ran, and how far it used the functional. */
    public record Outputs(
            @Describe("Path of the program") String program,
            @Describe("SHA-256 of the program") String sha256,
            @Describe("Version that the program reports; empty if it was not asked") String version,
            @Describe("Number of points at which the exchange was evaluated") long exchange,
            @Describe("Number of points at which the correlation was evaluated") long correlation,
            @Describe("The report of the functional's library") String report) {}

    /** Whether this is one number of libxc, or two. */
    public static boolean replaceable(String numbers) {
        return numbers.matches("[1-9][0-9]{0,5}(,[1-9][0-9]{0,5})?");
    }

    /**
     * Looks for a program without running it.
     *
     * @throws TaskFailure if there is none; the message says where it was looked for
     */
    public static void require(String program, Path directory) throws TaskFailure {
        Program.locate(program, directory);
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
        if (!(inputs.functional() instanceof Artefact functional)) {
            throw new TaskFailure(
                    inputs.functional() + " is built in: programs have it themselves");
        }
        Program program = Program.find(inputs.program(), Path.of(inputs.directory()));
        String version = program.version(context.scratch());
        context.log().info("{}, SHA-256 {}, {}", program.file(), program.sha256(), version);
        FunctionalPreload preload =
                ServiceLoader.load(FunctionalPreload.class)
                        .findFirst()
                        .orElseThrow(() -> new TaskFailure("functionals cannot be exported here"));
        Path report = context.scratch().resolve("report");
        int status = execute(inputs, program, preload, report, context);
        Optional<FunctionalPreload.Use> use = preload.use(report);
        String said =
                use.map(FunctionalPreload.Use::text)
                        .orElse("it ended without a report of whether it used the functional");
        context.log().info("{}", said);
        if (status != 0) {
            throw new TaskFailure(
                    program.name() + " ended with exit status " + status + "; " + said);
        }
        if (use.isEmpty() || !use.get().whole()) {
            throw new TaskFailure(said);
        }
        String name = program.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        context.metric(functional, "points-in-" + name, use.get().exchange(), "");
        return new Outputs(
                program.file().toString(),
                program.sha256(),
                version,
                use.get().exchange(),
                use.get().correlation(),
                said);
    }

    private static int execute(
            Inputs inputs,
            Program program,
            FunctionalPreload preload,
            Path report,
            TaskContext context)
            throws IOException, TaskFailure {
        Map<String, String> environment;
        try (InputStream in = context.open((Artefact) inputs.functional())) {
            Path library = preload.library(in.readAllBytes(), context.scratch());
            environment = preload.environment(library, report, inputs.replace());
        } catch (IOException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
        // For the program alone: the guard of its process group has nothing to do with libxc.
        List<String> command = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(program.file().toString());
        command.addAll(inputs.arguments());
        CommandUse use = CommandUse.measured(context.scratch());
        ProcessBuilder builder = ProcessGroup.of(command, use);
        builder.directory(Path.of(inputs.directory()).toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        return new ProcessGroup(builder, use).run(context::cancelled);
    }
}
