package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Outcome;

/**
 * Which candidates wait, which are out, and how many may be: as many as the machine can execute,
 * and some more while executions are short.
 */
final class Dispatch {
    /** Most candidates that are out beyond those that are executed. */
    static final int MOST_AHEAD = 16;

    /** Most candidates that are out when other processes take some. */
    private static final int MOST_SHARED = 64;

    /** Executions below this many milliseconds count as short. */
    private static final double SHORT = 300;

    private final Admission admission;

    /** Candidates that can be executed, in the order of their numbers. */
    private final TreeMap<Integer, Candidate> waiting = new TreeMap<>();

    /** Candidates whose tickets are out. */
    private final Map<Integer, Candidate> out = new HashMap<>();

    /** Keys computed by this run, which twins of the computed instances can use. */
    private final Set<String> computed = new HashSet<>();

    private final boolean shared;
    private double usualMillis = 2 * SHORT;
    private int ahead;

    /**
     * @param admission threads and memory of this machine
     * @param shared whether other machines or processes execute some of the candidates
     */
    Dispatch(Admission admission, boolean shared) {
        this.admission = admission;
        this.shared = shared;
        this.ahead = shared ? MOST_SHARED : 0;
    }

    /** A candidate that is to be executed now, with as many threads. */
    record Admitted(Candidate candidate, int threads) {}

    void add(Candidate candidate) {
        waiting.put(candidate.number(), candidate);
    }

    /**
     * Takes the candidates that are due, as many as can be executed soon.
     *
     * @param reuse whether a candidate whose twin has been computed found that result
     */
    List<Admitted> admit(Predicate<Candidate> reuse) {
        List<Admitted> admitted = new ArrayList<>();
        Instant now = Instant.now();
        Set<String> keysOut = new HashSet<>();
        out.values().forEach(candidate -> keysOut.add(candidate.key().digest()));
        int due = waiting.size();
        Iterator<Candidate> candidates = waiting.values().iterator();
        while (candidates.hasNext() && out.size() < admission.threads() + ahead) {
            Candidate candidate = candidates.next();
            String key = candidate.key().digest();
            due--;
            // Twins are computed once: the others wait for the result and take it.
            boolean twin = candidate.settings().cache() && keysOut.contains(key);
            if (twin || candidate.notBefore().isAfter(now)) {
                continue;
            }
            if (computed.contains(key) && reuse.test(candidate)) {
                candidates.remove();
            } else {
                int declared = candidate.settings().threads().orElse(0);
                int threads = admission.grant(declared, out.size() + due);
                candidates.remove();
                keysOut.add(key);
                out.put(candidate.number(), candidate);
                admitted.add(new Admitted(candidate, threads));
            }
        }
        return admitted;
    }

    /** Takes back a candidate whose ticket is out; null if it is not out. */
    Candidate back(int number) {
        return out.remove(number);
    }

    /** The candidate whose ticket is out; null if it is not out. */
    Candidate out(int number) {
        return out.get(number);
    }

    /** The candidates whose tickets are out. */
    Collection<Candidate> out() {
        return List.copyOf(out.values());
    }

    /** The candidates that wait. */
    Collection<Candidate> waiting() {
        return waiting.values();
    }

    /** Forgets the candidates that wait. */
    void giveUp() {
        waiting.clear();
    }

    /**
     * Learns from an outcome. If executions are short, recording several of them together costs
     * much less than one by one; if they are long, tickets that only wait would be in the way of a
     * cancellation.
     */
    void learn(Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            usualMillis += (outcome.millis() - usualMillis) / 4;
            ahead = shared ? MOST_SHARED : usualMillis < SHORT ? MOST_AHEAD : 0;
            Candidate candidate = out.get(outcome.instance());
            if (candidate != null) {
                computed.add(candidate.key().digest());
            }
        }
    }

    /** Time until the next retry is due, at most the given one. */
    Duration untilNextRetry(Duration most) {
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
}
