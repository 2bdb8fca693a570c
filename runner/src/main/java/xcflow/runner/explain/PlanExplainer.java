package xcflow.runner.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Cached;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.explain.Explanation.Verdict;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.Lookup;
import xcflow.runner.secret.SecretException;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.State;
import xcflow.workflows.text.InvalidInputException;

/** Goes through a plan as a run would, without executing or recording anything. */
public final class PlanExplainer {
    private final Plan plan;
    private final Optional<RunLedger> ledger;
    private final Lookup lookup;
    private final CacheMode mode;
    private final Map<PlannedInstance, Explanation> explained = new HashMap<>();

    /**
     * @param ledger where earlier executions are; empty if there is no project yet
     * @param lookup makes the keys
     */
    public PlanExplainer(Plan plan, Optional<RunLedger> ledger, Lookup lookup, CacheMode mode) {
        this.plan = plan;
        this.ledger = ledger;
        this.lookup = lookup;
        this.mode = mode;
    }

    /** What would happen to each instance that is known, in the order of the plan. */
    public List<Explanation> explain() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (PlannedInstance instance : plan.instances(State.READY)) {
                if (!explained.containsKey(instance)) {
                    explained.put(instance, ready(instance));
                    moved = true;
                }
            }
        }
        List<Explanation> all = new ArrayList<>();
        for (PlannedInstance instance : plan.instances()) {
            all.add(explained.computeIfAbsent(instance, this::other));
        }
        return all;
    }

    private Explanation ready(PlannedInstance instance) {
        Map<String, Object> inputs;
        boolean cacheable;
        try {
            inputs =
                    lookup.sealed(lookup.pinned(Optional.empty(), instance, plan.inputs(instance)));
            cacheable = mode != CacheMode.OFF && plan.settings(instance).cache();
            if (cacheable && lookup.recomputes(instance)) {
                return explanation(instance, Verdict.MISS, "it is to be computed again");
            }
        } catch (InvalidInputException | SecretException e) {
            plan.failed(instance, e.getMessage());
            return explanation(instance, Verdict.FAILED, e.getMessage());
        }
        CacheKey key = lookup.key(instance.step().task(), inputs);
        if (cacheable && ledger.isPresent()) {
            Cached cached = ledger.get().lookup(List.of(key.digest())).get(key.digest());
            if (cached != null) {
                plan.cached(instance, PlainJson.readMap(cached.outputs()));
                return new Explanation(
                        instance.step().id(),
                        instance.label(),
                        Verdict.HIT,
                        cached.execution(),
                        cached.run(),
                        "the same as execution "
                                + cached.execution()
                                + (cached.run() == 0 ? "" : " of run " + cached.run())
                                + (cached.step().equals(instance.step().id())
                                        ? ""
                                        : " (step " + cached.step() + ")")
                                + cached.origin().map(text -> " (" + text + ")").orElse(""),
                        List.of());
            }
        }
        return cacheable
                ? miss(instance, key)
                : explanation(instance, Verdict.MISS, "the cache is switched off");
    }

    private Explanation miss(PlannedInstance instance, CacheKey key) {
        return ledger.flatMap(
                        l ->
                                NearestExecution.of(
                                        l,
                                        instance.step().task().name(),
                                        plan.workflow().name(),
                                        instance.step().id(),
                                        key.components(),
                                        Long.MAX_VALUE))
                .map(nearest -> Explanation.miss(instance.step().id(), instance.label(), nearest))
                .orElseGet(
                        () ->
                                explanation(
                                        instance,
                                        Verdict.MISS,
                                        "the task "
                                                + instance.step().task().name()
                                                + " has never succeeded before"));
    }

    private Explanation other(PlannedInstance instance) {
        return switch (instance.state()) {
            case SKIPPED -> explanation(instance, Verdict.SKIPPED, instance.reason());
            case FAILED -> explanation(instance, Verdict.FAILED, instance.reason());
            default ->
                    explanation(
                            instance,
                            Verdict.UNKNOWN,
                            "depends on instances that have to be computed first");
        };
    }

    private static Explanation explanation(
            PlannedInstance instance, Verdict verdict, String reason) {
        return Explanation.of(instance.step().id(), instance.label(), verdict, reason);
    }
}
