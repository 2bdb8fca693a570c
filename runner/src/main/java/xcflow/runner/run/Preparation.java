package xcflow.runner.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Hit;
import xcflow.provenance.run.Judgement;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.secret.SecretException;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.plan.Change;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlanValues;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.text.InvalidInputException;

/**
 * Makes candidates out of ready instances, and reuses known results as far as they lead: what one
 * hit makes ready may be a hit itself. All hits of a pass are recorded in one transaction at its
 * end, before anything that depends on them can begin.
 */
final class Preparation {
    private final long run;
    private final Plan plan;
    private final RunLedger ledger;
    private final Lookup lookup;
    private final RunListener listener;
    private final PlanRecorder recorder;
    private final ExpectationChecker expectations;
    private final Set<PlannedInstance> prepared = new HashSet<>();

    /** Labels of those whose results this run had before it was resumed, until they are told. */
    private final List<String> recordedBefore = new ArrayList<>();

    /** Hits that are not recorded yet, with the labels of their instances. */
    private final Map<Hit, String> hits = new LinkedHashMap<>();

    /** How many of the hits were imported, by who vouches for them. */
    private final Map<String, Integer> imported = new TreeMap<>();

    /** What is doubtful about those that are not told yet. */
    private final Map<PlannedInstance, List<Warning>> doubts = new LinkedHashMap<>();

    /** What is to be recorded of them. */
    private final List<Judgement> judgements = new ArrayList<>();

    Preparation(
            long run,
            Plan plan,
            RunLedger ledger,
            Lookup lookup,
            RunListener listener,
            PlanRecorder recorder,
            ExpectationChecker expectations) {
        this.run = run;
        this.plan = plan;
        this.ledger = ledger;
        this.lookup = lookup;
        this.listener = listener;
        this.recorder = recorder;
        this.expectations = expectations;
    }

    /** Prepares what is ready and reuses known results until nothing moves; returns the rest. */
    List<ReadyInstance> take() {
        List<ReadyInstance> unknown = new ArrayList<>();
        while (recorder.hasNewlyReady()) {
            List<ReadyInstance> candidates = new ArrayList<>();
            for (PlannedInstance instance : recorder.takeNewlyReady()) {
                if (prepared.add(instance)) {
                    prepare(instance, candidates);
                }
            }
            unknown.addAll(reuse(candidates));
        }
        record();
        return unknown;
    }

    /** Takes the result of another execution if there is one by now. */
    boolean reuse(ReadyInstance candidate) {
        boolean known = reuse(List.of(candidate)).isEmpty();
        record();
        return known;
    }

    private void prepare(PlannedInstance instance, List<ReadyInstance> candidates) {
        int number = recorder.numbers().of(instance);
        String recorded = recorder.numbers().recordedOutputs(number);
        if (recorded != null) {
            Map<String, Object> outputs = PlainJson.readMap(recorded);
            var verdict =
                    expectations.judge(
                            instance, outputs, recorder.numbers().recordedWarnings(number));
            if (passes(instance, number, verdict)) {
                recordedBefore.add(instance.label());
                recorder.follow(plan.cached(instance, outputs));
            }
            return;
        }
        try {
            ExecutionSettings settings = plan.settings(instance);
            Map<String, Object> inputs =
                    lookup.sealed(lookup.pinned(Optional.of(run), instance, plan.inputs(instance)));
            // Its author's own checks: what they refuse need not be tried.
            instance.step().task().inputs().bind(inputs);
            candidates.add(
                    new ReadyInstance(
                                    instance,
                                    number,
                                    inputs,
                                    settings,
                                    lookup.key(instance.step().task(), inputs))
                            .needs(PlanValues.named(plan, instance, 1)));
        } catch (InvalidInputException | SecretException | IllegalArgumentException e) {
            recorder.fail(instance, e.getMessage());
        }
    }

    /** Reuses what is known of the candidates; returns the others. */
    private List<ReadyInstance> reuse(List<ReadyInstance> candidates) {
        Map<ReadyInstance, Lookup.Found> found = lookup.find(run, candidates);
        List<Change> changes = new ArrayList<>();
        found.forEach(
                (candidate, earlier) -> {
                    PlannedInstance instance = candidate.instance();
                    var verdict =
                            expectations.judge(instance, earlier.outputs(), earlier.warnings());
                    if (verdict.failure().isPresent()) {
                        // The record shall say which result it was that is not good enough.
                        ledger.cached(run, List.of(earlier.hit()));
                    }
                    if (passes(instance, candidate.number(), verdict)) {
                        hits.put(earlier.hit(), instance.label());
                        earlier.origin()
                                .ifPresent(origin -> imported.merge(origin, 1, Integer::sum));
                        changes.addAll(plan.cached(instance, earlier.outputs()));
                    }
                });
        recorder.follow(changes);
        return candidates.stream().filter(candidate -> !found.containsKey(candidate)).toList();
    }

    /** Whether the result counts; otherwise the instance fails. */
    private boolean passes(
            PlannedInstance instance, int number, ExpectationChecker.Verdict verdict) {
        if (verdict.failure().isPresent()) {
            ledger.judge(run, List.of(verdict.judgement(number)));
            recorder.warn(instance, verdict.warnings());
            recorder.fail(instance, verdict.failure().get());
            return false;
        }
        if (verdict.matters()) {
            judgements.add(verdict.judgement(number));
        }
        if (!verdict.warnings().isEmpty()) {
            doubts.put(instance, verdict.warnings());
        }
        return true;
    }

    private void record() {
        if (!hits.isEmpty()) {
            ledger.cached(run, List.copyOf(hits.keySet()));
        }
        if (!judgements.isEmpty()) {
            ledger.judge(run, List.copyOf(judgements));
        }
        List<String> known = new ArrayList<>(recordedBefore);
        known.addAll(hits.values());
        if (!known.isEmpty()) {
            listener.cached(known);
        }
        if (!imported.isEmpty()) {
            listener.imported(Map.copyOf(imported));
        }
        doubts.forEach(recorder::warn);
        recordedBefore.clear();
        hits.clear();
        imported.clear();
        judgements.clear();
        doubts.clear();
    }
}
