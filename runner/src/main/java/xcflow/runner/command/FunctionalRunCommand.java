package xcflow.runner.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.RunListener;
import xcflow.runner.run.RunRequest;
import xcflow.runner.task.ProgramTask;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.RecordedTasks.Step;
import xcflow.spi.TaskFailure;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.StepSelection;
import xcflow.workflows.read.WorkflowReader;
import xcflow.workflows.schema.TaskCatalog;

/** Runs another program with a functional, and records it as an execution of the functional. */
@Command(
        name = "run",
        description = {
            "Run a program that uses libxc (ABINIT, CP2K, GPAW, Psi4, PySCF) with a functional in"
                    + " place of PBE, and record the execution.",
            "The program's exit status is passed on. It fails (1) if the program never asked libxc:"
                    + " its results are not those of the functional. Choose libxc's PBE in the"
                    + " program's input, as docs/export.md says."
        },
        footer = {"", "Example: xcflow functional run PBE-tuned -- abinit si.abi"})
final class FunctionalRunCommand implements Callable<Integer> {
    private static final String WORKFLOW = "functional-run.yaml";

    /** Exit status by which the library says that the functional was not used. */
    private static final int NOT_USED = 86;

    /** How the task says what the program's exit status was. */
    private static final Pattern STATUS = Pattern.compile("ended with exit status (\\d+)");

    @Parameters(
            index = "0",
            paramLabel = "FUNCTIONAL",
            description = {
                FunctionalRecords.HOW_TO_NAME,
                "Also the path of a functional's file, which becomes a version."
            })
    private String functional;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "Program with its arguments, after --.")
    private List<String> command;

    @Option(
            names = "--replace",
            paramLabel = "NUMBERS",
            defaultValue = "101,130",
            description =
                    "Functionals of libxc to replace: the numbers of exchange and correlation, or"
                            + " of one functional that is both. Default: ${DEFAULT-VALUE}, PBE.")
    private String replace;

    @Option(
            names = "--json",
            description = "After the program, print as JSON what was recorded, in a line.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!ProgramTask.replaceable(replace)) {
            throw new RefusedException(
                    "xcflow: --replace is like 101,130, or one number, not " + replace);
        }
        try {
            ProgramTask.require(command.get(0), here());
        } catch (TaskFailure e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
        String name = onRecord();
        return FunctionalRecords.with(spec, project -> run(project, name));
    }

    /** What is run must be on record: a file that is given becomes a version first. */
    private String onRecord() throws IOException, RefusedException {
        Path file = FunctionalCardCommand.path(functional);
        Xcflow records = (Xcflow) spec.root().userObject();
        if (file == null || !records.recording()) {
            return functional;
        }
        try {
            Map<String, Object> inputs = Map.of("file", relative(file));
            Object version =
                    records.run(new Step("functional-add", "import-functional", inputs, 1))
                            .outputs()
                            .get("functional");
            return ((Artefact) version).digest();
        } catch (TaskFailure e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }

    /** Paths of a workflow begin where it is: here. */
    private static String relative(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return here().normalize().relativize(whole).toString().replace('\\', '/');
    }

    private int run(Project project, String name) throws Exception {
        FunctionalRecord version = project.provenance().functionals().get(name);
        if (version.kind().equals("reference")) {
            throw new RefusedException(
                    "xcflow: " + version.name() + " is built in; programs have it themselves");
        }
        // The command line's own would open the project a second time to find a version.
        TaskCatalog tasks =
                Xcflow.tasks(spec).with(NamedFunctionals.now(project.provenance())::path);
        Workflow workflow = WorkflowReader.read(text(), here().resolve(WORKFLOW), here(), tasks);
        RunRequest request = request(version.label());
        // In this process: the program shares its terminal.
        OwnRun own =
                OwnRun.of(
                        project,
                        tasks,
                        request,
                        request.outline(workflow),
                        0,
                        new RunListener() {});
        return tell(own.run(), own.conductor());
    }

    private RunRequest request(String label) {
        List<String> settings = new ArrayList<>();
        settings.add("functional=" + label);
        settings.add("program=" + command.get(0));
        settings.add("arguments=" + PlainJson.write(command.subList(1, command.size())));
        settings.add("directory=" + here());
        settings.add("replace=" + replace);
        return new RunRequest(
                here().resolve(WORKFLOW),
                settings,
                Optional.empty(),
                CacheMode.OFF,
                StepSelection.ALL,
                List.of(),
                false);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    private static String text() throws IOException {
        try (InputStream in = FunctionalRunCommand.class.getResourceAsStream(WORKFLOW)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int tell(Run run, Conductor conductor) {
        int status = status(run, conductor);
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("run", run.id());
            values.put("state", run.state().name());
            values.put("exit-status", (long) status);
            values.put("outputs", run.outputs().map(Print::stored).orElse(null));
            PrintWriter out = spec.commandLine().getOut();
            out.println(PlainJson.write(values));
            out.flush();
        }
        return status;
    }

    private static int status(Run run, Conductor conductor) {
        if (run.state() == RunState.SUCCEEDED) {
            run.outputs()
                    .map(PlainJson::readMap)
                    .ifPresent(outputs -> System.err.println(outputs.get("report")));
            System.err.println("recorded as run " + run.id());
            return 0;
        }
        String why = String.join("\n", conductor.failures().values());
        System.err.println("xcflow: " + (why.isEmpty() ? "the program was stopped" : why));
        System.err.println("recorded as run " + run.id() + ", " + run.state());
        Matcher status = STATUS.matcher(why);
        int own = status.find() ? Integer.parseInt(status.group(1)) : Errors.FAILED;
        // Of the library, which stops a program that never used the functional, or cannot do so.
        return own == NOT_USED ? Errors.FAILED : own;
    }
}
