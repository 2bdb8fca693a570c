package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import xcflow.provenance.run.InstanceState;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.RunState;
import xcflow.provenance.run.Settlement;
import xcflow.provenance.run.Work;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.Settings;
import xcflow.workflows.plan.Change;
import xcflow.workflows.plan.Instance;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.State;
import xcflow.workflows.text.InvalidInputException;

/**
 * Takes one run from its beginning to its end: asks the plan what is ready, reuses what is known,
 * gives out tickets for the rest as far as threads and memory allow, and listens to what becomes of
 * them. Knows nothing of threads or queues; all methods may be called from any thread.
 *
 * <p>What it keeps in memory can be made again from the ledger at any time.
 */
public final class Conductor {
    /** Most tickets that are out beyond those that are executed. */
    public static final int MOST_AHEAD = 16;

    /** Executions below this many milliseconds count as short. */
    private static final double SHORT = 300;

    private final long run;
    private final Plan plan;
    private final RunLedger ledger;
    private final Lookup lookup;
    private final Admission admission;
    private final RunListener listener;
    private final Numbering numbers;

    /** Candidates that can be executed, in the order of their numbers. */
    private final TreeMap<Integer, Candidate> waiting = new TreeMap<>();

    /** Candidates whose tickets are out. */
    private final Map<Integer, Candidate> out = new HashMap<>();

    /** Candidates that another process executes. */
    private final Map<Integer, Candidate> elsewhere = new HashMap<>();

    /** Instances that became ready and have not been prepared. */
    private final Deque<Instance> fresh = new ArrayDeque<>();

    private final Set<Instance> prepared = new HashSet<>();

    /** Keys computed by this run, which twins of the computed instances can use. */
    private final Set<String> computed = new HashSet<>();

    private final Map<String, String> failures = new LinkedHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int counted;
    private double usualMillis = 2 * SHORT;
    private int ahead;
    private boolean cancelling;
    private RunState result;
    private String message;
    private Throwable broken;

    /**
     * @param run number of the run, which is in the ledger
     * @param plan not yet begun
     */
    public Conductor(
            long run,
            Plan plan,
            RunLedger ledger,
            Lookup lookup,
            Admission admission,
            RunListener listener) {
        this.run = run;
        this.plan = plan;
        this.ledger = ledger;
        this.lookup = lookup;
        this.admission = admission;
        this.listener = listener;
        this.numbers = new Numbering(run, ledger);
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
            begin();
            lookElsewhere();
            take();
            if (cancelling) {
                waiting.clear();
                elsewhere.clear();
                if (out.isEmpty()) {
                    settle(plan.cancel());
                    end(RunState.CANCELLED, "cancelled");
                }
                return List.of();
            }
            List<Ticket> tickets = admit();
            while (!fresh.isEmpty()) {
                take();
                tickets.addAll(admit());
            }
            if (out.isEmpty() && waiting.isEmpty() && elsewhere.isEmpty() && plan.isFinished()) {
                end(plan.isSuccessful() ? RunState.SUCCEEDED : RunState.FAILED, summary());
            }
            return tickets;
        } catch (RuntimeException e) {
            abandon(e);
            throw e;
        }
    }

    /** Notes what became of a ticket. */
    public synchronized void completed(Outcome outcome) {
        pace(outcome);
        Candidate candidate = out.remove(outcome.instance());
        if (candidate == null || result != null) {
            return;
        }
        Instance instance = candidate.instance();
        switch (outcome.kind()) {
            case SUCCEEDED -> {
                computed.add(candidate.key().digest());
                follow(plan.succeeded(instance, PlainJson.readMap(outcome.outputs())));
                listener.succeeded(instance.label());
            }
            case FAILED -> {
                if (outcome.retryAt().isPresent()) {
                    follow(plan.interrupted(instance, outcome.message()));
                    candidate.retryAt(outcome.retryAt().get());
                    waiting.put(candidate.number(), candidate);
                    listener.retrying(instance.label(), outcome.message(), outcome.retryAt().get());
                } else {
                    failed(instance, outcome.message());
                }
            }
            case STOPPED -> {
                follow(plan.interrupted(instance, "stopped"));
                listener.stopped(instance.label());
            }
            case LOST -> {
                follow(plan.interrupted(instance, "taken by another process"));
                elsewhere.put(candidate.number(), candidate);
            }
        }
    }

    /** A ticket that no worker could process. */
    public synchronized void broken(Ticket ticket, Exception error) {
        out.remove(ticket.work().instance());
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

    /** Passes on the progress of an instance. */
    public synchronized void progress(int number, double fraction, String text) {
        Candidate candidate = out.get(number);
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
        Duration shortest = most;
        Instant now = Instant.now();
        for (Candidate candidate : waiting.values()) {
            if (candidate.notBefore().isAfter(now)) {
                Duration left = Duration.between(now, candidate.notBefore());
                shortest = left.compareTo(shortest) < 0 ? left : shortest;
            }
        }
        return shortest.plusMillis(1);
    }

    /** How the run ended, or null. */
    public synchronized RunState result() {
        return result;
    }

    /** What failed, label and cause. */
    public synchronized Map<String, String> failures() {
        return new LinkedHashMap<>(failures);
    }

    /** Number of tickets that are out. */
    public synchronized int underWay() {
        return out.size();
    }

    /** The defect because of which the run was given up, or null. */
    public synchronized Throwable defect() {
        return broken;
    }

    /** Notes what the plan knew before anything happened. */
    private void begin() {
        if (counted > 0) {
            return;
        }
        List<Change> already = new ArrayList<>();
        for (Instance instance : plan.instances()) {
            already.add(new Change(instance, State.WAITING, instance.state(), instance.reason()));
        }
        follow(already);
    }

    /** Prepares ready instances and reuses known results, until nothing moves. */
    private void take() {
        while (!fresh.isEmpty()) {
            List<Candidate> candidates = new ArrayList<>();
            while (!fresh.isEmpty()) {
                Instance instance = fresh.remove();
                if (prepared.add(instance)) {
                    prepare(instance, candidates);
                }
            }
            reuse(candidates);
        }
    }

    private void prepare(Instance instance, List<Candidate> candidates) {
        int number = numbers.of(instance);
        String recorded = numbers.recordedOutputs(number);
        if (recorded != null) {
            List<Change> changes = plan.cached(instance, PlainJson.readMap(recorded));
            listener.cached(List.of(instance.label()));
            follow(changes);
            return;
        }
        try {
            Settings settings = plan.settings(instance);
            Map<String, Object> inputs = plan.inputs(instance);
            // Its author's own checks: what they refuse need not be tried.
            instance.step().task().inputs().bind(inputs);
            candidates.add(
                    new Candidate(
                            instance,
                            number,
                            inputs,
                            settings,
                            lookup.key(instance.step().task(), inputs)));
        } catch (InvalidInputException | IllegalArgumentException e) {
            failed(instance, e.getMessage());
        }
    }

    private void reuse(List<Candidate> candidates) {
        Map<Candidate, Lookup.Found> found = useKnown(candidates);
        List<Integer> ready = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (!found.containsKey(candidate)) {
                waiting.put(candidate.number(), candidate);
                ready.add(candidate.number());
            }
        }
        if (!ready.isEmpty()) {
            ledger.ready(run, ready);
        }
    }

    private Map<Candidate, Lookup.Found> useKnown(List<Candidate> candidates) {
        Map<Candidate, Lookup.Found> found = lookup.find(candidates);
        if (!found.isEmpty()) {
            ledger.cached(run, found.values().stream().map(Lookup.Found::hit).toList());
            List<String> labels = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            found.forEach(
                    (candidate, earlier) -> {
                        labels.add(candidate.instance().label());
                        changes.addAll(plan.cached(candidate.instance(), earlier.outputs()));
                    });
            listener.cached(labels);
            follow(changes);
        }
        return found;
    }

    /**
     * Adapts how many tickets are given out beyond those that the machine can execute at once. If
     * executions are short, recording several of them together costs much less than one by one; if
     * they are long, tickets that only wait would be in the way of a cancellation.
     */
    private void pace(Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            usualMillis += (outcome.millis() - usualMillis) / 4;
            ahead = usualMillis < SHORT ? MOST_AHEAD : 0;
        }
    }

    /** Makes tickets for the candidates that are due, as many as can be executed soon. */
    private List<Ticket> admit() {
        List<Ticket> tickets = new ArrayList<>();
        Instant now = Instant.now();
        Set<String> keysOut = new HashSet<>();
        out.values().forEach(candidate -> keysOut.add(candidate.key().digest()));
        int due = waiting.size();
        Iterator<Candidate> candidates = waiting.values().iterator();
        while (candidates.hasNext() && out.size() < admission.threads() + ahead) {
            Candidate candidate = candidates.next();
            String key = candidate.key().digest();
            // Twins are computed once: the others wait for the result and take it.
            boolean twin = candidate.settings().cache() && keysOut.contains(key);
            if (twin || candidate.notBefore().isAfter(now)) {
                due--;
            } else if (computed.contains(key) && !useKnown(List.of(candidate)).isEmpty()) {
                due--;
                candidates.remove();
            } else {
                due--;
                int declared = candidate.settings().threads().orElse(0);
                int threads = admission.grant(declared, out.size() + due);
                candidates.remove();
                keysOut.add(key);
                tickets.add(send(candidate, threads, candidate.settings().memory().orElse(0L)));
            }
        }
        return tickets;
    }

    private Ticket send(Candidate candidate, int threads, long memory) {
        out.put(candidate.number(), candidate);
        follow(plan.started(candidate.instance()));
        listener.started(candidate.instance().label(), threads);
        return ticket(candidate, threads, memory);
    }

    private Ticket ticket(Candidate candidate, int threads, long memory) {
        Settings settings = candidate.settings();
        Work work =
                new Work(
                        run,
                        candidate.number(),
                        candidate.instance().step().task().name(),
                        candidate.instance().step().task().version(),
                        lookup.code(candidate.instance().step().task()),
                        candidate.key().digest(),
                        candidate.key().components(),
                        PlainJson.write(candidate.inputs()),
                        Artefacts.refs(Artefacts.in(candidate.inputs())),
                        settings.cache(),
                        threads);
        return new Ticket(
                work,
                candidate.instance().step().id(),
                candidate.instance().label(),
                memory,
                settings.timeout().map(Duration::toMillis).orElse(0L),
                settings.attempts(),
                settings.backoff().toMillis());
    }

    private void failed(Instance instance, String cause) {
        failures.put(instance.label(), cause);
        listener.failed(instance.label(), cause);
        follow(plan.failed(instance, cause));
    }

    /** Numbers what is new, notes what is ready, and tells the ledger what is over. */
    private void follow(List<Change> changes) {
        List<Instance> all = plan.instances();
        if (counted < all.size()) {
            numbers.add(List.copyOf(all.subList(counted, all.size())));
            counted = all.size();
            listener.planned(counted);
        }
        for (Change change : changes) {
            if (change.after() == State.READY) {
                fresh.add(change.instance());
            }
        }
        settle(changes);
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

    /** Looks what became of instances that another process has. */
    private void lookElsewhere() {
        for (Candidate candidate : List.copyOf(elsewhere.values())) {
            xcflow.provenance.run.Instance record =
                    ledger.instance(run, candidate.number()).orElseThrow();
            Instance instance = candidate.instance();
            if (record.state().hasResult()) {
                String outputs =
                        ledger.outputs(run, List.of(candidate.number())).get(candidate.number());
                follow(plan.cached(instance, PlainJson.readMap(outputs)));
                listener.cached(List.of(instance.label()));
                elsewhere.remove(candidate.number());
            } else if (record.state() == InstanceState.FAILED) {
                elsewhere.remove(candidate.number());
                failed(instance, record.message().orElse("failed in another process"));
            } else if (record.state() == InstanceState.READY
                    || record.leaseUntil()
                            .filter(until -> until.isBefore(Instant.now()))
                            .isPresent()) {
                elsewhere.remove(candidate.number());
                candidate.retryAt(record.notBefore().orElse(Instant.MIN));
                waiting.put(candidate.number(), candidate);
            }
        }
    }

    private String summary() {
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

    private void end(RunState state, String text) {
        String outputs = null;
        if (state == RunState.SUCCEEDED) {
            outputs = PlainJson.write(plan.outputs().values());
        }
        ledger.finish(run, state, outputs, text);
        result = state;
        message = text;
        listener.ended();
        ended.countDown();
    }
}
