package xcflow.runner.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.RunState;
import xcflow.provenance.run.Warning;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.plan.Change;
import xcflow.workflows.plan.Instance;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.State;

/**
 * Takes one run from its beginning to its end: asks the plan what is ready, reuses what is known
 * ({@link Preparation}), gives out tickets for the rest as far as threads and memory allow ({@link
 * Dispatch}), and listens to what becomes of them. Knows nothing of threads or queues; all methods
 * may be called from any thread.
 *
 * <p>What it keeps in memory can be made again from the ledger at any time.
 */
public final class Conductor {
    /** Most tickets that are out beyond those that are executed. */
    public static final int MOST_AHEAD = Dispatch.MOST_AHEAD;

    private final long run;
    private final Plan plan;
    private final RunLedger ledger;
    private final RunListener listener;
    private final boolean shared;
    private final PlanRecorder recorder;
    private final ExpectationChecker expectations;
    private final Preparation preparation;
    private final Dispatch dispatch;
    private final RemoteInstances remote;
    private final Tickets tickets;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean cancelling;
    private RunState result;
    private Throwable broken;

    /**
     * @param run number of the run, which is in the ledger
     * @param plan not yet begun
     * @param shared whether the tickets go to a queue from which other processes take some
     * @param strict whether warnings fail
     */
    public Conductor(
            long run,
            Plan plan,
            RunLedger ledger,
            Lookup lookup,
            Admission admission,
            RunListener listener,
            boolean shared,
            boolean strict) {
        this.run = run;
        this.plan = plan;
        this.ledger = ledger;
        this.shared = shared;
        this.listener = new DurableListener(listener, ledger::sync);
        this.recorder = new PlanRecorder(run, plan, ledger, this.listener);
        this.expectations = new ExpectationChecker(plan, strict);
        this.preparation =
                new Preparation(run, plan, ledger, lookup, this.listener, recorder, expectations);
        this.dispatch = new Dispatch(admission, shared);
        this.remote = new RemoteInstances(run, ledger);
        this.tickets = new Tickets(run, lookup, ledger);
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
            checkRemoteInstances();
            List<Candidate> ready = preparation.take();
            ready.forEach(dispatch::add);
            if (cancelling) {
                cancelled();
                return List.of();
            }
            List<Ticket> sent = send(ready);
            if (dispatch.out().isEmpty()
                    && dispatch.waiting().isEmpty()
                    && remote.isEmpty()
                    && plan.isFinished()) {
                finish();
            }
            return sent;
        } catch (RuntimeException e) {
            abandon(e);
            throw e;
        }
    }

    /** Makes tickets for what can be executed, and records what has to wait for its turn. */
    private List<Ticket> send(List<Candidate> ready) {
        List<Candidate> newlyReady = new ArrayList<>(ready);
        List<Ticket> sent = new ArrayList<>();
        List<Dispatch.Admitted> admitted = dispatch.admit(preparation::reuse);
        while (!admitted.isEmpty() || recorder.hasNewlyReady()) {
            admitted.forEach(each -> sent.add(send(each)));
            // Results of twins may have made others ready.
            List<Candidate> more = preparation.take();
            more.forEach(dispatch::add);
            newlyReady.addAll(more);
            admitted = dispatch.admit(preparation::reuse);
        }
        if (shared && !sent.isEmpty()) {
            // Tickets that leave the process could come back altered.
            Map<Integer, String> keys = new HashMap<>();
            sent.forEach(ticket -> keys.put(ticket.work().instance(), ticket.work().cacheKey()));
            ledger.expect(run, keys);
        }
        // Whoever claims an instance need not find it ready, so that most are never written as
        // such.
        List<Integer> left =
                newlyReady.stream()
                        .filter(candidate -> candidate.instance().state() == State.READY)
                        .map(Candidate::number)
                        .toList();
        if (!left.isEmpty()) {
            ledger.ready(run, left);
        }
        return sent;
    }

    private Ticket send(Dispatch.Admitted admitted) {
        Candidate candidate = admitted.candidate();
        if (shared) {
            remote.sent(candidate);
        }
        recorder.follow(plan.started(candidate.instance()));
        listener.started(candidate.instance().label(), admitted.threads());
        return tickets.of(admitted);
    }

    private void cancelled() {
        dispatch.giveUp();
        if (dispatch.out().isEmpty()) {
            recorder.follow(plan.cancel());
            end(RunState.CANCELLED, "cancelled", null);
        }
    }

    /** Notes what became of a ticket. */
    public synchronized void completed(Outcome outcome) {
        dispatch.learn(outcome);
        Candidate candidate = dispatch.back(outcome.instance());
        if (candidate == null || result != null) {
            return;
        }
        remote.remove(candidate.number());
        Instance instance = candidate.instance();
        switch (outcome.kind()) {
            case SUCCEEDED -> succeeded(instance, outcome.outputs(), outcome.warnings());
            case FAILED -> {
                if (outcome.retryAt().isPresent()) {
                    recorder.follow(plan.interrupted(instance, outcome.message()));
                    candidate.retryAt(outcome.retryAt().get());
                    dispatch.add(candidate);
                    listener.retrying(instance.label(), outcome.message(), outcome.retryAt().get());
                } else {
                    recorder.fail(instance, outcome.message());
                }
            }
            case STOPPED -> {
                recorder.follow(plan.interrupted(instance, "stopped"));
                listener.stopped(instance.label());
            }
            case LOST -> {
                recorder.follow(plan.interrupted(instance, "taken by another process"));
                remote.taken(candidate);
            }
        }
    }

    private void succeeded(Instance instance, String json, List<Warning> warnings) {
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

    /** Looks what became of instances that another process has. */
    private void checkRemoteInstances() {
        for (RemoteInstances.Update news : remote.news(cancelling)) {
            Candidate candidate = news.candidate();
            Instance instance = candidate.instance();
            if (news instanceof RemoteInstances.StillRunning going) {
                listener.progress(instance.label(), going.fraction(), going.message());
                continue;
            }
            dispatch.back(candidate.number());
            if (news instanceof RemoteInstances.Computed computed) {
                succeeded(instance, computed.outputs(), computed.warnings());
            } else if (news instanceof RemoteInstances.Failed failed) {
                recorder.fail(instance, failed.message());
            } else if (news instanceof RemoteInstances.Stopped) {
                interrupted(instance, "stopped");
                listener.stopped(instance.label());
            } else if (news instanceof RemoteInstances.Available free) {
                interrupted(instance, "given up by another process");
                candidate.retryAt(free.notBefore());
                dispatch.add(candidate);
            }
        }
    }

    private void interrupted(Instance instance, String reason) {
        if (instance.state() == State.RUNNING) {
            recorder.follow(plan.interrupted(instance, reason));
        }
    }

    /** A ticket that no worker could process. */
    public synchronized void broken(Ticket ticket, Exception error) {
        dispatch.back(ticket.work().instance());
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
        if (shared && !cancelling) {
            // The processes that share the queue look for this.
            ledger.requestCancel(run);
        }
        cancelling = true;
    }

    /** Passes on the progress of an instance. */
    public synchronized void progress(int number, double fraction, String text) {
        Candidate candidate = dispatch.out(number);
        if (candidate != null) {
            listener.progress(candidate.instance().label(), fraction, text);
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
        return dispatch.out().size();
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
        Plan.Outputs outputs = plan.outputs();
        outputs.problems()
                .forEach(problem -> recorder.failures().put("outputs", problem.toString()));
        end(
                outputs.problems().isEmpty() ? RunState.SUCCEEDED : RunState.FAILED,
                recorder.summary(),
                PlainJson.write(outputs.values()));
    }

    private void end(RunState state, String text, String outputs) {
        ledger.finish(run, state, outputs, text);
        result = state;
        listener.ended();
        ended.countDown();
    }
}
