package xcflow.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.progress.LineProgress;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.RunRequest;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.RecordedTasks.Result;
import xcflow.spi.RecordedTasks.Step;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.read.WorkflowReader;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;

/** A task that a command runs as the only step of a workflow, on record like any other. */
final class RecordedStep {
    private static final String STEP = "step";
    private static final String OUTPUT = "outputs";

    private final CommandSpec spec;
    private final Step step;

    RecordedStep(CommandSpec spec, Step step) {
        this.spec = spec;
        this.step = step;
    }

    Result run() throws TaskFailure, IOException {
        TaskCatalog tasks = Xcflow.tasks(spec);
        Path file = Path.of(step.name() + ".yaml").toAbsolutePath();
        try {
            // Files that are named on the command line may be anywhere.
            Workflow workflow = WorkflowReader.read(text(), file, file.getRoot(), tasks);
            RunRequest request = RunRequest.of(file);
            var outline = request.outline(workflow);
            try (Project project = Xcflow.project(spec)) {
                OwnRun own =
                        OwnRun.of(
                                project,
                                tasks,
                                request,
                                outline,
                                step.threads(),
                                new LineProgress(System.err));
                return result(project, own.run(), own.conductor());
            }
        } catch (InvalidInputException e) {
            // The workflow is nowhere: its lines and columns would tell nobody anything.
            throw new TaskFailure(
                    e.problems().stream().map(Problem::message).collect(Collectors.joining("\n")));
        }
    }

    /** JSON is YAML too. */
    private String text() {
        Map<String, Object> only = new LinkedHashMap<>();
        only.put("uses", step.task());
        only.put("resources", Map.of("threads", (long) step.threads()));
        only.put("with", step.inputs());
        Map<String, Object> workflow = new LinkedHashMap<>();
        workflow.put("name", step.name());
        workflow.put("description", "Given at the command line.");
        workflow.put("steps", Map.of(STEP, only));
        workflow.put("outputs", Map.of(OUTPUT, "${{ steps." + STEP + " }}"));
        return PlainJson.pretty(workflow) + "\n";
    }

    private static Result result(Project project, Run run, Conductor conductor)
            throws TaskFailure, IOException {
        if (run.state() != RunState.SUCCEEDED) {
            String why = String.join("\n", conductor.failures().values());
            throw new TaskFailure(why.isEmpty() ? "the run ended " + run.state() : why);
        }
        Map<String, Object> outputs = new LinkedHashMap<>();
        Object all = PlainJson.readMap(run.outputs().orElse("{}")).get(OUTPUT);
        if (all instanceof Map<?, ?> map) {
            map.forEach((name, value) -> outputs.put((String) name, value));
        }
        Map<String, Path> files = new LinkedHashMap<>();
        collect(project, outputs, files);
        List<Warning> warnings = new ArrayList<>();
        for (Instance instance : project.ledger().instances(run.id())) {
            instance.execution()
                    .flatMap(id -> project.ledger().execution(id))
                    .ifPresent(
                            execution ->
                                    execution
                                            .warnings()
                                            .forEach(
                                                    w ->
                                                            warnings.add(
                                                                    new Warning(
                                                                            w.code(), w.text()))));
        }
        return new Result(run.id(), outputs, files, warnings);
    }

    private static void collect(Project project, Object value, Map<String, Path> files)
            throws IOException {
        if (value instanceof Artefact artefact) {
            files.put(artefact.digest(), project.objects().file(artefact.digest()));
        } else if (value instanceof Map<?, ?> map) {
            for (Object inner : map.values()) {
                collect(project, inner, files);
            }
        } else if (value instanceof List<?> list) {
            for (Object inner : list) {
                collect(project, inner, files);
            }
        }
    }
}
