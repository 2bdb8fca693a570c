package xcflow.workflows.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;
import xcflow.workflows.text.Problems;

/**
 * The instances of a workflow with given parameters, and the state of each.
 *
 * <p>A runner takes the instances that are {@link State#READY}, asks for their {@link #inputs} and
 * {@link #settings}, and reports what became of them; each report gives all changes that follow.
 * Some instances are made only when the list that their matrix runs over is known, so the plan may
 * grow. All work together is linear in the number of instances and of their dependencies on each
 * other. Not thread-safe.
 */
public final class Plan {
    private final Workflow workflow;
    private final Map<String, Object> parameters;
    private final Map<String, PlannedStep> steps;
    private final List<PlannedInstance> instances = new ArrayList<>();
    private final EnumMap<State, Integer> counts = new EnumMap<>(State.class);
    private final Map<String, Artefact> artefacts = new HashMap<>();
    private final RunFacts facts;

    /** What expressions see of the run. */
    private final Map<String, Object> run;

    private final PlanScope scope;
    private final Progress progress;
    private boolean cancelled;

    Plan(
            Workflow workflow,
            Map<String, Object> parameters,
            RunFacts facts,
            Map<String, Map<String, ?>> common,
            Graph graph,
            Map<String, Object> run) {
        this.workflow = workflow;
        this.parameters = parameters;
        this.facts = facts;
        this.run = run;
        this.steps = graph.steps();
        this.scope = PlanScope.of(common, steps);
        this.progress = new Progress(this, scope);
        progress.begin(graph.ordered());
    }

    public Workflow workflow() {
        return workflow;
    }

    /**
     * Says which run this is the plan of, if that was not known when it was made.
     *
     * @param id seen by expressions as {@code run.id}
     */
    public void identify(String id) {
        run.put("id", id);
    }

    /** The values of all parameters. */
    public Map<String, Object> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The steps in the order of the file. */
    public Collection<PlannedStep> steps() {
        return Collections.unmodifiableCollection(steps.values());
    }

    public Optional<PlannedStep> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** All instances made so far, by number. */
    public List<PlannedInstance> instances() {
        return Collections.unmodifiableList(instances);
    }

    /** The instances that are in a state, by number. Looks at every instance. */
    public List<PlannedInstance> instances(State state) {
        return instances.stream().filter(instance -> instance.state == state).toList();
    }

    /** How many instances are in a state. */
    public int count(State state) {
        return counts.getOrDefault(state, 0);
    }

    /** Whether all instances of all steps are made and in a final state. */
    public boolean isFinished() {
        return steps.values().stream().allMatch(step -> step.over);
    }

    /** Whether everything went well, or was allowed not to. Of use when the plan is finished. */
    public boolean isSuccessful() {
        return count(State.CANCELLED) == 0
                && steps.values().stream().allMatch(step -> step.problem.isEmpty())
                && instances(State.FAILED).stream().allMatch(this::tolerates);
    }

    /**
     * The inputs of an instance in canonical form: plain values with defaults filled in, numbers
     * and durations as the task declares them, files as artefacts. A cache key can be made of them,
     * and {@code instance.step().task().inputs().bind(...)} makes the task's record.
     *
     * @param instance not {@link State#WAITING}, {@link State#SKIPPED} or {@link State#CANCELLED}
     * @throws InvalidInputException if an expression has no value or a value does not fit
     */
    public Map<String, Object> inputs(PlannedInstance instance) throws InvalidInputException {
        Problems problems = new Problems();
        PlanScope scope = this.scope.with(instance);
        Map<String, Object> given = new LinkedHashMap<>();
        instance.step()
                .with()
                .forEach((name, t) -> given.put(name, t.evaluate(scope, p -> add(problems, p))));
        problems.throwIfAny();
        Map<String, Object> canonical = Inputs.conform(instance.step(), given, files(), problems);
        problems.throwIfAny();
        return canonical;
    }

    private static void add(Problems problems, Problem problem) {
        problems.add(problem.position(), problem.message());
    }

    /**
     * Stores every file whose path is known already, so that its later changes have no influence.
     *
     * @return all files that have been stored for this plan, by path as the workflow says it
     */
    public Map<String, Artefact> storeFiles() {
        GivenFiles given = new GivenFiles(scope, files());
        steps.values().forEach(given::lookUp);
        return Map.copyOf(artefacts);
    }

    /** Uses files as they were stored before instead of those that have the same path now. */
    public void useFiles(Map<String, Artefact> stored) {
        artefacts.putAll(stored);
    }

    private FileLookup files() {
        return new FileLookup() {
            @Override
            public Artefact find(String path) throws IOException {
                Artefact known = artefacts.get(path);
                if (known == null) {
                    known = store(path);
                    artefacts.put(path, known);
                }
                return known;
            }

            @Override
            public Optional<Artefact> functional(String name) throws IOException {
                return facts.files().functional(name);
            }
        };
    }

    private Artefact store(String path) throws IOException {
        return facts.files()
                .store(new ProjectFiles(workflow.root(), workflow.directory()).find(path));
    }

    /**
     * How the first attempt of an instance is to be executed.
     *
     * @param instance as for {@link #inputs}
     * @throws InvalidInputException if an expression has no value or a value does not fit
     */
    public ExecutionSettings settings(PlannedInstance instance) throws InvalidInputException {
        return settings(instance, 1);
    }

    /**
     * How an attempt of an instance is to be executed.
     *
     * @param instance as for {@link #inputs}
     * @param attempt its number, from 1
     * @throws InvalidInputException if an expression has no value or a value does not fit
     */
    public ExecutionSettings settings(PlannedInstance instance, int attempt)
            throws InvalidInputException {
        ExecutionSettings settings = ExecutionSettings.USUAL;
        Problems problems = new Problems();
        PlanScope scope = this.scope.with(instance).attempt(attempt);
        for (Map.Entry<SettingName, ValueTemplate> e : instance.step().settings().entrySet()) {
            Object value = e.getValue().evaluate(scope, p -> add(problems, p));
            problems.throwIfAny();
            try {
                settings = settings.with(e.getKey(), value);
            } catch (IllegalArgumentException x) {
                throw new InvalidInputException(
                        e.getValue().position(), e.getKey().label() + ": " + x.getMessage());
            }
        }
        return settings;
    }

    PlanScope scope() {
        return scope;
    }

    /**
     * What a result lacks of what the step expects of it.
     *
     * @param instance as for {@link #inputs}
     * @param outputs plain values, as the task's output type gives them
     */
    public List<Unmet> unmet(PlannedInstance instance, Map<String, Object> outputs) {
        return instance.step().expectations().stream()
                .flatMap(e -> Unmet.of(e, scope.with(instance).with(outputs)).stream())
                .toList();
    }

    boolean tolerates(PlannedInstance instance) {
        try {
            return settings(instance).onFailure() == ExecutionSettings.OnFailure.CONTINUE;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Reports that an instance is being executed. */
    public List<Change> started(PlannedInstance instance) {
        return progress.move(instance, State.RUNNING, "");
    }

    /** Reports that an instance that was being executed has to wait for another attempt. */
    public List<Change> interrupted(PlannedInstance instance, String reason) {
        return progress.move(instance, State.READY, reason);
    }

    /**
     * Reports success. The instance may be {@link State#READY}, as when an earlier execution of
     * this run had been recorded before a restart.
     *
     * @param outputs plain values, as the task's output type gives them
     */
    public List<Change> succeeded(PlannedInstance instance, Map<String, Object> outputs) {
        List<Change> changes = new ArrayList<>();
        if (instance.state == State.READY) {
            changes.addAll(started(instance));
        }
        instance.setOutputs(outputs);
        changes.addAll(progress.move(instance, State.SUCCEEDED, ""));
        return changes;
    }

    /** Reports that an earlier execution has the result. */
    public List<Change> cached(PlannedInstance instance, Map<String, Object> outputs) {
        instance.setOutputs(outputs);
        return progress.move(instance, State.CACHED, "");
    }

    /** Reports that an instance failed for good. */
    public List<Change> failed(PlannedInstance instance, String cause) {
        return progress.move(instance, State.FAILED, cause);
    }

    /** Gives up every instance that is not over. */
    public List<Change> cancel() {
        cancelled = true;
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            if (!instances.get(i).state.isFinal()) {
                changes.addAll(
                        progress.move(instances.get(i), State.CANCELLED, "the run was cancelled"));
            }
        }
        return changes;
    }

    /**
     * Evaluates the workflow's outputs; the plan must be finished. Outputs of steps that the plan
     * leaves out, because only a part of the workflow was asked for, are left out too.
     */
    public Outputs outputs() {
        return Outputs.of(workflow, steps, scope);
    }

    /**
     * The labels that the workflow gives to its runs.
     *
     * @throws InvalidInputException if one has no value, or is no text, number or truth value
     */
    public Map<String, String> labels() throws InvalidInputException {
        Map<String, String> labels = new LinkedHashMap<>();
        Problems problems = new Problems();
        workflow.labels()
                .forEach(
                        (name, template) -> {
                            Object value = template.evaluate(scope, p -> add(problems, p));
                            try {
                                labels.put(name, ValueTemplate.text(value));
                            } catch (IllegalArgumentException e) {
                                problems.add(template.position(), name + ": " + e.getMessage());
                            }
                        });
        problems.throwIfAny();
        return labels;
    }

    PlannedInstance add(PlannedStep step, int index, Object[] cell, String label) {
        PlannedInstance instance = new PlannedInstance(instances.size(), step, index, cell, label);
        instances.add(instance);
        step.instances.add(instance);
        counts.merge(State.WAITING, 1, Integer::sum);
        return instance;
    }

    void count(State before, State after) {
        counts.merge(before, -1, Integer::sum);
        counts.merge(after, 1, Integer::sum);
    }

    boolean isCancelled() {
        return cancelled;
    }
}
