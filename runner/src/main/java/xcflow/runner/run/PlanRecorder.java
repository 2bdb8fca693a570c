package xcflow.runner.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Settlement;
import xcflow.provenance.state.InstanceState;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.plan.Change;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.State;
import xcflow.workflows.text.InvalidInputException;

/** Follows the plan: records and tells what its changes mean, and notes what became ready. */
final class PlanRecorder {
    private final long run;
    private final Plan plan;
    private final RunLedger ledger;
    private final RunListener listener;
    private final InstanceNumbers numbers;

    /** Instances that became ready and have not been prepared. */
    private final Deque<PlannedInstance> newlyReady = new ArrayDeque<>();

    private final Map<String, String> failures = new LinkedHashMap<>();
    private int counted;
    private boolean failed;

    PlanRecorder(long run, Plan plan, RunLedger ledger, RunListener listener) {
        this.run = run;
        this.plan = plan;
        this.ledger = ledger;
        this.listener = listener;
        this.numbers = new InstanceNumbers(run, ledger);
    }

    /** Notes what the plan knew before anything happened; does nothing later. */
    void begin() {
        if (counted > 0) {
            return;
        }
        List<Change> already = new ArrayList<>();
        for (PlannedInstance instance : plan.instances()) {
            already.add(new Change(instance, State.WAITING, instance.state(), instance.reason()));
        }
        follow(already);
    }

    /** Numbers what is new, notes what is ready, and tells the ledger what is over. */
    void follow(List<Change> changes) {
        List<PlannedInstance> all = plan.instances();
        if (counted < all.size()) {
            numbers.add(List.copyOf(all.subList(counted, all.size())));
            counted = all.size();
            listener.planned(counted);
        }
        for (Change change : changes) {
            if (change.after() == State.READY) {
                newlyReady.add(change.instance());
            }
        }
        settle(changes);
    }

    /** Fails an instance for good. */
    void fail(PlannedInstance instance, String cause) {
        failures.put(instance.label(), cause);
        failed = failed || !tolerated(instance);
        listener.failed(instance.label(), cause);
        follow(plan.failed(instance, cause));
    }

    /** Whether something failed that makes the run fail. */
    boolean hasFailed() {
        return failed;
    }

    private boolean tolerated(PlannedInstance instance) {
        try {
            return plan.settings(instance).onFailure() == ExecutionSettings.OnFailure.CONTINUE;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Tells what is doubtful about the result of an instance, if anything is. */
    void warn(PlannedInstance instance, List<Warning> warnings) {
        if (!warnings.isEmpty()) {
            listener.warned(instance.label(), warnings);
        }
    }

    private void settle(List<Change> changes) {
        List<Settlement> settlements = new ArrayList<>();
        for (Change change : changes) {
            InstanceState state =
                    switch (change.after()) {
                        case SKIPPED -> InstanceState.SKIPPED;
                        case FAILED -> InstanceState.FAILED;
                        case CANCELLED -> InstanceState.CANCELLED;
                        default -> null;
                    };
            if (state != null) {
                settlements.add(
                        new Settlement(numbers.of(change.instance()), state, change.reason()));
                if (state == InstanceState.SKIPPED) {
                    listener.skipped(change.instance().label(), change.reason());
                }
            }
        }
        if (!settlements.isEmpty()) {
            ledger.settle(run, settlements);
        }
    }

    /** Whether anything became ready that has not been taken. */
    boolean hasNewlyReady() {
        return !newlyReady.isEmpty();
    }

    /** Takes what became ready. */
    List<PlannedInstance> takeNewlyReady() {
        List<PlannedInstance> taken = List.copyOf(newlyReady);
        newlyReady.clear();
        return taken;
    }

    /** Which record belongs to which instance. */
    InstanceNumbers numbers() {
        return numbers;
    }

    /** What failed, label and cause. */
    Map<String, String> failures() {
        return failures;
    }

    /** As {@link #summary()}, after a reason for everything. */
    String summary(String reason) {
        String others = summary();
        return others == null ? reason : reason + "\n" + others;
    }

    /** Why the run failed, for people; null if there is nothing to say. */
    String summary() {
        List<String> problems = new ArrayList<>();
        plan.steps()
                .forEach(
                        step -> {
                            if (!step.problem().isEmpty()) {
                                problems.add(step.step().id() + ": " + step.problem());
                                failures.put(step.step().id(), step.problem());
                            }
                        });
        failures.forEach(
                (label, cause) -> {
                    if (problems.size() < 20) {
                        problems.add(label + ": " + cause);
                    }
                });
        return problems.isEmpty() ? null : String.join("\n", problems);
    }

    /** Notes that the outputs of the workflow cannot be given. */
    void outputsFailed(String why) {
        failures.put(RunListener.OUTPUTS, why);
    }
}
