package xcflow.runner.view;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.browse.Browse;
import xcflow.provenance.browse.InstanceFilter;
import xcflow.provenance.browse.RunQuery;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.explain.Explanation;
import xcflow.runner.explain.RunExplainer;
import xcflow.runner.home.Project;
import xcflow.runner.run.Submission;
import xcflow.runner.value.PlainJson;

/** Runs, their steps, instances and executions, as pages and programs see them. */
public final class RunDetails {
    private static final int RUNNING = 50;
    private static final int REMEMBERED = 200;

    private final Map<String, RunWarnings> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, RunWarnings> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private final Project project;
    private final RecordedSteps steps;
    private final RunViews runs;
    private final InstanceViews instances;
    private final Browse browse;

    /**
     * @param submission reads the workflows of recorded runs
     */
    public RunDetails(Project project, Submission submission) {
        this.project = project;
        this.steps = new RecordedSteps(submission);
        this.runs = new RunViews(project);
        this.instances = new InstanceViews(project.provenance());
        this.browse = project.provenance().browse();
    }

    /** A page of runs, newest first. */
    public Paged<RunSummary> list(RunQuery filter, int offset, int limit) throws IOException {
        Instant now = Instant.now();
        List<RunSummary> page = new ArrayList<>();
        for (RunView view : runs.of(browse.runs(filter, offset, limit))) {
            page.add(RunSummary.of(view, now));
        }
        return new Paged<>(browse.count(filter), offset, limit, page);
    }

    /** One run; empty if there is none. */
    public Optional<RunSummary> summary(long id) throws IOException {
        Optional<Run> run = project.ledger().run(id);
        return run.isEmpty()
                ? Optional.empty()
                : Optional.of(RunSummary.of(runs.of(run.get()), Instant.now()));
    }

    /** One run with its steps; empty if there is none. */
    public Optional<RunDetail> detail(long id) throws IOException {
        Optional<Run> found = project.ledger().run(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Run run = found.get();
        RunView view = runs.of(run);
        RecordedSteps.Steps declared = steps.of(run);
        RunWarnings warnings = warnings(run);
        List<InstanceSummary> running =
                view.goingOn()
                        ? instances.running(run, RUNNING).stream().map(InstanceSummary::of).toList()
                        : List.of();
        return Optional.of(
                new RunDetail(
                        RunSummary.of(view, Instant.now()),
                        declared.description(),
                        run.workflowDigest(),
                        project.provenance().control().priority(id),
                        PlainJson.readMap(run.parameters()),
                        run.outputs().map(PlainJson::readMap),
                        steps(run, declared),
                        running,
                        warnings.count(),
                        warnings.lines(),
                        declared.unreadable()));
    }

    /** Those of a run that is over stay as they are, and may be many to look through. */
    private RunWarnings warnings(Run run) {
        if (run.ended().isEmpty()) {
            return RunWarnings.of(project.ledger(), run);
        }
        synchronized (known) {
            return known.computeIfAbsent(
                    run.id() + " " + run.ended().get(),
                    key -> RunWarnings.of(project.ledger(), run));
        }
    }

    private List<StepDetail> steps(Run run, RecordedSteps.Steps declared) {
        Map<String, Browse.StepCounts> counted = new LinkedHashMap<>();
        browse.steps(run.id()).forEach(step -> counted.put(step.step(), step));
        Map<String, RecordedSteps.DeclaredStep> known = new LinkedHashMap<>();
        declared.steps().forEach(step -> known.put(step.id(), step));
        Set<String> names = new LinkedHashSet<>(known.keySet());
        names.addAll(counted.keySet());
        List<StepDetail> details = new ArrayList<>();
        for (String name : names) {
            Optional<RecordedSteps.DeclaredStep> step = Optional.ofNullable(known.get(name));
            Optional<Browse.StepCounts> counts = Optional.ofNullable(counted.get(name));
            Map<String, Integer> named = new LinkedHashMap<>();
            counts.ifPresent(
                    c ->
                            c.counts()
                                    .forEach(
                                            (state, n) ->
                                                    named.put(
                                                            state.name().toLowerCase(Locale.ROOT),
                                                            n)));
            details.add(
                    new StepDetail(
                            name,
                            step.map(RecordedSteps.DeclaredStep::uses).orElse(""),
                            step.map(RecordedSteps.DeclaredStep::description).orElse(""),
                            step.map(RecordedSteps.DeclaredStep::needs).orElse(List.of()),
                            named,
                            counts.map(Browse.StepCounts::last)));
        }
        return details;
    }

    /** A page of a run's instances in the order of the plan; empty if there is no such run. */
    public Optional<Paged<InstanceSummary>> instances(
            long id, InstanceFilter filter, int offset, int limit) {
        return project.ledger()
                .run(id)
                .map(
                        run ->
                                new Paged<>(
                                        browse.count(id, filter),
                                        offset,
                                        limit,
                                        instances
                                                .of(
                                                        run,
                                                        browse.instances(id, filter, offset, limit))
                                                .stream()
                                                .map(InstanceSummary::of)
                                                .toList()));
    }

    /** One instance; empty if there is none. */
    public Optional<InstanceSummary> instance(long id, int number) {
        return project.ledger()
                .run(id)
                .flatMap(
                        run ->
                                project.ledger()
                                        .instance(id, number)
                                        .map(it -> instances.of(run, List.of(it)).get(0)))
                .map(InstanceSummary::of);
    }

    /** Attempts of an instance in their order; that of a cached one is the one that it uses. */
    public List<ExecutionDetail> executions(long run, int number) {
        Optional<Instance> instance = project.ledger().instance(run, number);
        return instance.map(it -> instances.executions(it).stream().map(this::detail).toList())
                .orElse(List.of());
    }

    /** One execution; empty if there is none. */
    public Optional<ExecutionDetail> execution(long id) {
        return project.ledger()
                .execution(id)
                .map(
                        execution ->
                                new ExecutionView(
                                        execution,
                                        project.ledger().outputArtefacts(id),
                                        Optional.ofNullable(
                                                project.provenance()
                                                        .origins()
                                                        .executions(List.of(id))
                                                        .get(id))))
                .map(this::detail);
    }

    private ExecutionDetail detail(ExecutionView view) {
        Execution execution = view.execution();
        return ExecutionDetail.of(view, project.ledger().inputArtefacts(execution.id()));
    }

    /** Why an instance was computed or not; empty if there is no such instance. */
    public Optional<Explanation> explanation(long id, int number) {
        Optional<Run> run = project.ledger().run(id);
        Optional<Instance> instance = project.ledger().instance(id, number);
        if (run.isEmpty() || instance.isEmpty()) {
            return Optional.empty();
        }
        RunExplainer explainer =
                new RunExplainer(
                        project.ledger(),
                        execution ->
                                Optional.ofNullable(
                                        project.provenance()
                                                .origins()
                                                .executions(List.of(execution))
                                                .get(execution)),
                        InstanceView::label);
        return Optional.of(explainer.explain(run.get(), List.of(instance.get())).get(0));
    }
}
