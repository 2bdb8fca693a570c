package xcflow.runner.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Marks;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.EnvironmentVariable;
import xcflow.workflows.model.Secret;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.InstanceSelection;
import xcflow.workflows.plan.Outline;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.RunFacts;
import xcflow.workflows.plan.StepSelection;
import xcflow.workflows.read.ParameterValues;
import xcflow.workflows.read.ParametersChecker;
import xcflow.workflows.read.WorkflowReader;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/**
 * What the user asked to be run.
 *
 * @param file the workflow
 * @param settings {@code name=value} for parameters
 * @param parameters file with values of parameters
 * @param cache how far earlier results are trusted
 * @param steps part of the workflow that is to run
 * @param recompute instances whose earlier results are not to be used, see {@link
 *     InstanceSelection}
 * @param strict whether warnings fail
 * @param profiles of the workflow, of which later ones win
 * @param marks name, labels and notes of the run
 */
public record RunRequest(
        Path file,
        List<String> settings,
        Optional<Path> parameters,
        CacheMode cache,
        StepSelection steps,
        List<String> recompute,
        boolean strict,
        List<String> profiles,
        Marks marks) {

    /** A request without profiles and marks. */
    public RunRequest(
            Path file,
            List<String> settings,
            Optional<Path> parameters,
            CacheMode cache,
            StepSelection steps,
            List<String> recompute,
            boolean strict) {
        this(file, settings, parameters, cache, steps, recompute, strict, List.of(), Marks.NONE);
    }

    /** A request without anything special. */
    public static RunRequest of(Path file) {
        return of(file, List.of());
    }

    /** A request for the whole workflow. */
    public static RunRequest of(Path file, List<String> settings) {
        return new RunRequest(
                file,
                settings,
                Optional.empty(),
                CacheMode.NORMAL,
                StepSelection.ALL,
                List.of(),
                false);
    }

    /** Reads and checks the workflow; its paths may not leave {@link #root}. */
    public Workflow read(TaskCatalog tasks) throws InvalidInputException {
        Workflow workflow =
                WorkflowReader.read(WorkflowReader.text(file), file, root(file), tasks, profiles);
        LiteralInputCheck.check(workflow);
        return workflow;
    }

    /**
     * The directory that no path in a workflow may leave: the working directory if the workflow
     * lies in it, otherwise the workflow's own.
     */
    public static Path root(Path file) {
        Path here = Path.of("").toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here : absolute.getParent();
    }

    /** Checks everything that can be refused before there is a run. */
    public Outline outline(Workflow workflow) throws InvalidInputException {
        Map<String, String> environment = environment(workflow);
        Map<String, Object> values =
                ParameterValues.of(workflow, settings, parameters, environment);
        Outline outline = Outline.of(workflow, values, environment, steps);
        ParametersChecker.check(workflow, values, environment, outline.steps());
        Recomputation.of(recompute, outline);
        return outline;
    }

    /** Plans the workflow, not for a run but to look at. */
    public Plan plan(Workflow workflow, RunFacts.FileStore files) throws InvalidInputException {
        return outline(workflow).plan(Optional.of("0"), files);
    }

    /**
     * Checks what the values of the parameters make known, without planning; nothing if there are
     * none yet because the user has to give some.
     */
    public void check(Workflow workflow) throws InvalidInputException {
        Map<String, String> environment = environment(workflow);
        boolean complete =
                workflow.parameters().values().stream().allMatch(p -> p.defaultValue().isPresent())
                        && workflow.env().values().stream()
                                .allMatch(
                                        v ->
                                                v.defaultValue().isPresent()
                                                        || environment.containsKey(v.name()));
        if (complete) {
            ParametersChecker.check(
                    workflow,
                    ParameterValues.of(workflow, settings, parameters, environment),
                    environment,
                    workflow.steps().keySet());
        }
    }

    /** The values of the environment variables that the workflow declares. */
    static Map<String, String> environment(Workflow workflow) {
        Map<String, String> values = new LinkedHashMap<>();
        for (EnvironmentVariable variable : workflow.env().values()) {
            String name = variable.name();
            String value =
                    variable.secret().isPresent() ? Secret.placeholder(name) : System.getenv(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** JSON of the workflow's parameters with their values. */
    static String parametersJson(Plan plan) {
        return PlainJson.write(plan.parameters());
    }
}
