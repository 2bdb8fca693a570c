package xcflow.runner.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.record.Run;
import xcflow.runner.run.Submission;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;

/**
 * What the files of recorded runs say of their steps. Reading a workflow takes longer than reading
 * its records: those that were asked for last are remembered. Thread-safe.
 */
public final class RecordedSteps {
    private static final int REMEMBERED = 100;

    private final Submission submission;
    private final Map<String, Steps> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Steps> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** A step as the file declares it. */
    public record DeclaredStep(String id, String uses, String description, List<String> needs) {}

    /**
     * @param unreadable why nothing is known
     */
    public record Steps(
            String description, List<DeclaredStep> steps, Optional<String> unreadable) {}

    public RecordedSteps(Submission submission) {
        this.submission = submission;
    }

    /** The steps of a run, in the order of the file. */
    public Steps of(Run run) {
        String key = run.workflowDigest() + " " + run.file();
        synchronized (known) {
            Steps steps = known.get(key);
            if (steps == null) {
                steps = read(run);
                known.put(key, steps);
            }
            return steps;
        }
    }

    private Steps read(Run run) {
        try {
            Workflow workflow = submission.recorded(run);
            List<DeclaredStep> steps = new ArrayList<>();
            for (Step step : workflow.steps().values()) {
                steps.add(
                        new DeclaredStep(
                                step.id(),
                                step.task().name(),
                                step.description().strip(),
                                needs(step, workflow.steps().keySet())));
            }
            return new Steps(workflow.description().strip(), steps, Optional.empty());
        } catch (InvalidInputException | RuntimeException e) {
            return new Steps("", List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Steps that a step refers to or waits for, in the order of the file. */
    private static List<String> needs(Step step, Set<String> steps) {
        return steps.stream().filter(step.predecessors()::contains).toList();
    }
}
