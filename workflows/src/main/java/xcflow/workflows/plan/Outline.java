package xcflow.workflows.plan;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Secret;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;

/**
 * A workflow with the values of its parameters and the steps that are asked for: everything that
 * can be refused before there is a run. No instance is made yet.
 */
public final class Outline {
    private final Workflow workflow;
    private final Map<String, Object> parameters;
    private final Map<String, String> environment;
    private final Collection<Step> steps;

    private Outline(
            Workflow workflow,
            Map<String, Object> parameters,
            Map<String, String> environment,
            Collection<Step> steps) {
        this.workflow = workflow;
        this.parameters = parameters;
        this.environment = environment;
        this.steps = steps;
    }

    /**
     * Checks what a run is to be made of.
     *
     * @param parameters a value for each parameter, as {@code ParameterValues} gives them
     * @param environment values of environment variables, of which the workflow declares some
     * @param selection part of the workflow that is asked for
     * @throws InvalidInputException if there is no such step or file, or an environment variable is
     *     not set
     */
    public static Outline of(
            Workflow workflow,
            Map<String, Object> parameters,
            Map<String, String> environment,
            StepSelection selection)
            throws InvalidInputException {
        Set<String> selected = selection.of(new Graph(workflow.steps().values()).steps());
        List<Step> steps =
                workflow.steps().values().stream()
                        .filter(step -> selected.contains(step.id()))
                        .toList();
        Outline outline = new Outline(workflow, parameters, environment, steps);
        outline.withFiles(ProjectFiles::find);
        outline.declaredEnvironment();
        return outline;
    }

    /** What is to be run. */
    public Workflow workflow() {
        return workflow;
    }

    /** The steps that are asked for, and those that they depend on. */
    public Set<String> steps() {
        return steps.stream().map(Step::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether which instances there are depends on the number of the run. */
    public boolean asksForRunId() {
        AtomicBoolean asks = new AtomicBoolean();
        for (Step step : steps) {
            step.when().ifPresent(when -> look(when, asks));
            step.matrix()
                    .ifPresent(
                            matrix -> {
                                matrix.axes().values().forEach(axis -> look(axis, asks));
                                matrix.include().forEach(cell -> look(cell, asks));
                                matrix.exclude().forEach(cell -> look(cell, asks));
                            });
        }
        return asks.get();
    }

    private static void look(ValueTemplate template, AtomicBoolean asks) {
        template.forEachExpression(
                expression -> {
                    for (ScopePath reference : ScopePath.in(expression)) {
                        boolean other = List.of("workflow").equals(reference.names());
                        asks.compareAndSet(false, reference.root().equals("run") && !other);
                    }
                });
    }

    /**
     * Makes the plan.
     *
     * @param runId seen by expressions as {@code run.id}; empty if it is to be told later, see
     *     {@link Plan#identify}
     * @param files stores the content of files that the workflow names
     * @throws InvalidInputException if a file cannot be stored
     */
    public Plan plan(Optional<String> runId, RunFacts.FileStore files)
            throws InvalidInputException {
        Map<String, Object> values = withFiles((root, path) -> files.store(root.find(path)));
        Map<String, Object> run = new LinkedHashMap<>(Map.of("workflow", workflow.name()));
        runId.ifPresent(id -> run.put("id", id));
        Map<String, Map<String, ?>> common = new LinkedHashMap<>();
        common.put("parameters", values);
        common.put("imports", workflow.imports());
        common.put("env", declaredEnvironment());
        common.put("run", run);
        RunFacts facts = new RunFacts(runId.orElse(""), environment, files);
        return new Plan(workflow, values, facts, common, new Graph(steps), run);
    }

    /** Gives a file in the place of its path. */
    @FunctionalInterface
    private interface FileUse {
        Object use(ProjectFiles files, String path) throws IOException;
    }

    /** The parameters with what becomes of files in the place of their paths. */
    private Map<String, Object> withFiles(FileUse use) throws InvalidInputException {
        Map<String, Object> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        ProjectFiles files = new ProjectFiles(workflow.root(), workflow.directory());
        for (Parameter parameter : workflow.parameters().values()) {
            Object value = parameters.get(parameter.name());
            if (parameter.type() == Parameter.Type.FILE && value instanceof String path) {
                try {
                    value = use.use(files, path);
                } catch (IOException e) {
                    problems.add(
                            parameter.position(),
                            "parameter '" + parameter.name() + "': " + e.getMessage());
                }
            }
            values.put(parameter.name(), value);
        }
        problems.throwIfAny();
        return values;
    }

    private Map<String, String> declaredEnvironment() throws InvalidInputException {
        Map<String, String> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        workflow.env()
                .forEach(
                        (name, variable) -> {
                            String value =
                                    variable.secret().isPresent()
                                            ? Secret.placeholder(name)
                                            : environment.get(name);
                            if (value == null && variable.defaultValue().isEmpty()) {
                                problems.add(
                                        variable.position(),
                                        "the environment variable " + name + " is not set");
                            }
                            values.put(
                                    name,
                                    value != null ? value : variable.defaultValue().orElse(""));
                        });
        problems.throwIfAny();
        return values;
    }
}
