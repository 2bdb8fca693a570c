package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.state.RunState;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.plan.Change;
import xcflow.workflows.plan.Outputs;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlanValues;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.State;
import xcflow.workflows.text.InvalidInputException;

/**
 * Takes one run from its beginning to its end: asks the plan what is ready, reuses what is known
 * ({@link Preparation}), gives out tickets for the rest as far as threads and memory allow ({@link
 * Dispatch}), and listens to what becomes of them. Knows nothing of threads or queues; all methods
 * may be called from any thread.
 *
 * <p>What it keeps in memory can be made again from the ledger at any time.
 */
public final class Conductor {
    private final long run;
    private final Plan plan;
    private final RunLedger ledger;
    private final RunListener listener;
    private final Lookup lookup;
    private final PlanRecorder recorder;
    private final ExpectationChecker expectations;
    private final Preparation preparation;
    private final Dispatch dispatch;
    private final Places places;
    private String token;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RuleKeeper rules;
    private boolean cancelling;
    private boolean held;
    private RunState result;
    private Throwable broken;
    private Supplier<List<xcflow.spi.Warning>> whenSucceeded = List::of;

    /**
     * @param run number of the run, which is in the ledger
     * @param plan not yet begun
     * @param capacity of what executes the tickets
     * @param strict whether warnings fail
     * @param rules for the run as a whole; its time begins now
     */
    public Conductor(
            long run,
            Plan plan,
            RunLedger ledger,
            Lookup lookup,
            Admission admission,
            Capacity capacity,
            RunListener listener,
            boolean strict,
            RunRules rules) {
        this.rules = new RuleKeeper(rules);
        this.places = rules.places();
        this.run = run;
        this.plan = plan;
        this.ledger = ledger;
        this.lookup = lookup;
        this.listener = new DurableListener(listener, ledger::sync);
        this.recorder = new PlanRecorder(run, plan, ledger, this.listener);
        this.expectations = new ExpectationChecker(plan, strict);
        this.preparation =
                new Preparation(run, plan, ledger, lookup, this.listener, recorder, expectations);
        this.dispatch = new Dispatch(admission, capacity, rules.resources());
    }

    /** Number of the run. */
    public long run() {
        return run;
    }

    /**
     * Takes the run as far as it goes without executing anything.
     *
     * @return what can be executed now
     */
    public synchronized List<Ticket> advance() {
        if (result != null) {
            return List.of();
        }
        try {
            recorder.begin();
            List<ReadyInstance> ready = preparation.take();
            ready.forEach(dispatch::add);
            cancelling = cancelling || rules.broken(recorder.hasFailed());
            if (cancelling) {
                cancelled();
                return List.of();
            }
            List<Ticket> tickets = held ? List.of() : start(ready);
            if (dispatch.isIdle() && plan.isFinished()) {
                finish();
            }
            return tickets;
        } catch (RuntimeException e) {
            abandon(e);
            throw e;
        }
    }

    /** Makes tickets for what can be executed, and records what has to wait for its turn. */
    private List<Ticket> start(List<ReadyInstance> ready) {
        List<ReadyInstance> newlyReady = new ArrayList<>(ready);
        List<Ticket> tickets = new ArrayList<>();
        List<ReadyInstance> chosen = dispatch.start(preparation::reuse);
        while (!chosen.isEmpty() || recorder.hasNewlyReady()) {
            chosen.forEach(each -> start(each).ifPresent(tickets::add));
            // Results of twins may have made others ready.
            List<ReadyInstance> more = preparation.take();
            more.forEach(dispatch::add);
            newlyReady.addAll(more);
            chosen = dispatch.start(preparation::reuse);
        }
        // Whoever claims an instance need not find it ready, so that most are never written as
        // such.
        List<Integer> left =
                newlyReady.stream()
                        .filter(each -> each.instance().state() == State.READY)
                        .map(ReadyInstance::number)
                        .toList();
        if (!left.isEmpty()) {
            ledger.ready(run, left);
        }
        return tickets;
    }

    /** Asks for its execution; nothing is asked for if it needs what is nowhere to be had. */
    private Optional<Ticket> start(ReadyInstance ready) {
        PlannedInstance instance = ready.instance();
        Optional<String> refusal =
                places.refusal().apply(ready.needs(places)).or(() -> dispatch.lack(ready));
        if (refusal.isPresent()) {
            dispatch.end(ready.number());
            recorder.fail(instance, refusal.get());
            return Optional.empty();
        }
        recorder.follow(plan.started(instance));
        listener.started(instance.label(), ready.threads());
        if (token == null) {
            token = ledger.conductor(run);
        }
        String code = lookup.code(instance.step().task());
        return Optional.of(ready.ticket(run, code, token, places));
    }

    private void cancelled() {
        dispatch.clearWaiting();
        if (dispatch.isIdle()) {
            recorder.follow(plan.cancel());
            String reason = rules.reason().orElse(null);
            end(
                    reason == null ? RunState.CANCELLED : RunState.FAILED,
                    reason == null ? "cancelled" : recorder.summary(reason),
                    null);
        }
    }

    /** Notes what became of a ticket. */
    public synchronized void completed(Outcome outcome) {
        ReadyInstance ready = dispatch.end(outcome);
        if (ready == null || result != null) {
            return;
        }
        PlannedInstance instance = ready.instance();
        switch (outcome.kind()) {
            case SUCCEEDED -> succeeded(instance, outcome.outputs(), outcome.warnings());
            case FAILED -> {
                if (outcome.retryAt().isPresent()) {
                    again(ready, outcome);
                    listener.retrying(instance.label(), outcome.message(), outcome.retryAt().get());
                } else {
                    recorder.fail(instance, outcome.message());
                }
            }
            case STOPPED -> {
                recorder.follow(plan.interrupted(instance, "stopped"));
                listener.stopped(instance.label());
            }
            case LOST -> again(ready, outcome);
        }
    }

    private void again(ReadyInstance ready, Outcome outcome) {
        PlannedInstance instance = ready.instance();
        recorder.follow(plan.interrupted(instance, outcome.message()));
        // A ticket that nobody took was no attempt.
        boolean tried = outcome.kind() == Outcome.Kind.FAILED || outcome.execution() != 0;
        int attempt = ready.attempt() + (tried ? 1 : 0);
        try {
            ready.retry(
                    outcome.retryAt().orElse(Instant.MIN),
                    attempt,
                    plan.settings(instance, attempt));
            ready.needs(PlanValues.named(plan, instance, attempt));
        } catch (InvalidInputException e) {
            recorder.fail(instance, e.getMessage());
            return;
        }
        dispatch.add(ready);
    }

    private void succeeded(PlannedInstance instance, String json, List<Warning> warnings) {
        Map<String, Object> outputs = PlainJson.readMap(json);
        ExpectationChecker.Verdict verdict = expectations.judge(instance, outputs, warnings);
        if (verdict.matters()) {
            ledger.judge(run, List.of(verdict.judgement(recorder.numbers().of(instance))));
        }
        if (verdict.failure().isPresent()) {
            recorder.warn(instance, verdict.warnings());
            recorder.fail(instance, verdict.failure().get());
            return;
        }
        List<Change> changes = plan.succeeded(instance, outputs);
        listener.succeeded(instance.label());
        recorder.warn(instance, verdict.warnings());
        recorder.follow(changes);
    }

    /** A ticket that no worker could process. */
    public synchronized void broken(Ticket ticket, Throwable error) {
        dispatch.end(ticket.work().instance());
        abandon(error);
    }

    /** Gives the run up because of a defect of the runner itself; it can be resumed. */
    public synchronized void abandon(Throwable error) {
        if (broken == null) {
            broken = error;
        }
        ended.countDown();
    }

    /** Asks for the end: nothing new is begun, and the run is over when nothing is under way. */
    public synchronized void cancel() {
        cancelling = true;
    }

    /** Whether nothing new is to be begun, for the time being. */
    public synchronized void hold(boolean hold) {
        held = hold;
    }

    /** Whether everything that is under way is to be stopped. */
    public synchronized boolean stopping() {
        return cancelling && result == null;
    }

    /** Passes on the progress of an instance. */
    public synchronized void progress(int number, double fraction, String text) {
        ReadyInstance ready = dispatch.started(number);
        if (ready != null) {
            listener.progress(ready.instance().label(), fraction, text);
        }
    }

    /**
     * Waits for the end.
     *
     * @return whether the run is over
     */
    public boolean await(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Time until the next retry is due, at most the given one. */
    public synchronized Duration untilNextRetry(Duration most) {
        return dispatch.untilNextRetry(most);
    }

    /** How the run ended, or null. */
    public synchronized RunState result() {
        return result;
    }

    /** What failed, label and cause. */
    public synchronized Map<String, String> failures() {
        return new LinkedHashMap<>(recorder.failures());
    }

    /** Number of tickets that are out. */
    public synchronized int underWay() {
        return dispatch.startedCount();
    }

    /** The defect because of which the run was given up, or null. */
    public synchronized Throwable defect() {
        return broken;
    }

    /** A run that cannot give an output that its file declares has not succeeded. */
    private void finish() {
        if (!plan.isSuccessful()) {
            end(RunState.FAILED, recorder.summary(), null);
            return;
        }
        Outputs outputs = plan.outputs();
        outputs.problems().forEach(problem -> recorder.outputsFailed(problem.toString()));
        end(
                outputs.problems().isEmpty() ? RunState.SUCCEEDED : RunState.FAILED,
                recorder.summary(),
                PlainJson.write(outputs.values()));
    }

    /**
     * Says what is done when the run has succeeded, before its listener is told that it is over.
     *
     * @param action gives what the user has to know of it
     */
    public synchronized void whenSucceeded(Supplier<List<xcflow.spi.Warning>> action) {
        whenSucceeded = action;
    }

    private void end(RunState state, String text, String outputs) {
        ledger.finish(run, state, outputs, text);
        result = state;
        if (state == RunState.SUCCEEDED) {
            List<Warning> doubts =
                    whenSucceeded.get().stream()
                            .map(doubt -> new Warning(doubt.code(), doubt.text()))
                            .toList();
            if (!doubts.isEmpty()) {
                listener.warned("results", doubts);
            }
        }
        listener.ended();
        ended.countDown();
    }
}
