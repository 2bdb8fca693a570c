package xcflow.runner.run;

import java.util.LinkedHashMap;
import java.util.Map;
import xcflow.spi.Artefact;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.Conform;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;

/**
 * Lets the tasks themselves look at inputs that contain no expression, so that what they refuse is
 * refused before anything runs.
 */
final class LiteralInputCheck {
    private LiteralInputCheck() {}

    static void check(Workflow workflow) throws InvalidInputException {
        ProjectFiles files = new ProjectFiles(workflow.root(), workflow.directory());
        // The content does not matter yet, only that the file is there.
        FileLookup lookup =
                path ->
                        new Artefact(
                                "0".repeat(64),
                                files.find(path).getFileName().toString(),
                                "application/octet-stream",
                                0);
        // The reader has reported everything that does not conform.
        Conform conform = new Conform(lookup, (path, message) -> {});
        Problems problems = new Problems();
        for (Step step : workflow.steps().values()) {
            Map<String, Object> known = new LinkedHashMap<>();
            step.with().forEach((name, template) -> known.put(name, template.known()));
            if (!Pending.isIn(known)) {
                bind(step, conform.record(step.task().inputs(), known), problems);
            }
        }
        problems.throwIfAny();
    }

    private static void bind(Step step, Map<String, Object> inputs, Problems problems) {
        try {
            step.task().inputs().bind(inputs);
        } catch (IllegalArgumentException e) {
            problems.add(step.withPosition(), e.getMessage());
        }
    }
}
