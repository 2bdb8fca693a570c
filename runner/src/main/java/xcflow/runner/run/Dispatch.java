package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.Outcome;

/**
 * Which instances wait for their turn, which are started, and how many may be: as many as can be
 * executed, and some more while executions are short.
 */
final class Dispatch {

    /** Executions below this many milliseconds count as short. */
    private static final double SHORT = 300;

    private final Admission admission;
    private final Capacity capacity;
    private final NamedResources resources;

    /** Instances that can be executed, in the order of their numbers. */
    private final TreeMap<Integer, ReadyInstance> waiting = new TreeMap<>();

    /** Instances that have been started. */
    private final Map<Integer, ReadyInstance> started = new HashMap<>();

    /** Keys computed by this run, which twins of the computed instances can use. */
    private final Set<String> computed = new HashSet<>();

    private double usualMillis = 2 * SHORT;

    /**
     * @param admission threads and memory of this machine
     * @param capacity of what executes
     */
    Dispatch(Admission admission, Capacity capacity) {
        this(admission, capacity, NamedResources.UNLIMITED);
    }

    /** With named resources. */
    Dispatch(Admission admission, Capacity capacity, NamedResources resources) {
        this.resources = resources;
        this.admission = admission;
        this.capacity = capacity;
    }

    void add(ReadyInstance instance) {
        waiting.put(instance.number(), instance);
    }

    /**
     * Takes the instances that are due, as many as can be executed soon, and grants them threads.
     *
     * @param reuse whether an instance whose twin has been computed found that result
     */
    List<ReadyInstance> start(Predicate<ReadyInstance> reuse) {
        List<ReadyInstance> chosen = new ArrayList<>();
        Instant now = Instant.now();
        Set<String> keys = new HashSet<>();
        Set<Map<String, Integer>> refused = new HashSet<>();
        List<ReadyInstance> later = new ArrayList<>();
        started.values().forEach(instance -> keys.add(instance.key().digest()));
        int due = waiting.size();
        Iterator<ReadyInstance> instances = waiting.values().iterator();
        while (instances.hasNext() && started.size() < most()) {
            ReadyInstance instance = instances.next();
            String key = instance.key().digest();
            due--;
            // Twins are computed once: the others wait for the result and take it.
            boolean twin = instance.settings().cache() && keys.contains(key);
            if (twin || instance.notBefore().isAfter(now)) {
                continue;
            }
            boolean known = computed.contains(key);
            if (!known && !acquire(instance, refused)) {
                continue;
            }
            instances.remove();
            if (known && reuse.test(instance)) {
                continue;
            }
            if (known && !acquire(instance, refused)) {
                later.add(instance);
                continue;
            }
            int declared = instance.settings().threads().orElse(0);
            instance.grant(admission.grant(declared, started.size() + due));
            keys.add(key);
            started.put(instance.number(), instance);
            chosen.add(instance);
        }
        later.forEach(this::add);
        return chosen;
    }

    /**
     * Takes the named resources that an instance needs; those that lack something for good need not
     * wait.
     *
     * @param refused what was asked for in vain just now
     */
    private boolean acquire(ReadyInstance instance, Set<Map<String, Integer>> refused) {
        if (instance.named().isEmpty() || lack(instance).isPresent()) {
            return true;
        } else if (refused.contains(instance.named())) {
            return false;
        }
        boolean taken = resources.acquire(instance.number(), instance.named());
        if (!taken) {
            refused.add(instance.named());
        }
        return taken;
    }

    /** Why an instance will never have the named resources that it needs. */
    Optional<String> lack(ReadyInstance instance) {
        return instance.named().isEmpty() ? Optional.empty() : resources.lack(instance.named());
    }

    private int most() {
        boolean brief = usualMillis < SHORT;
        return capacity.atOnce() + (brief ? capacity.aheadOfShort() : capacity.ahead());
    }

    /** The instance with a number, if it is started; otherwise null. */
    ReadyInstance started(int number) {
        return started.get(number);
    }

    /** Number of instances that are started. */
    int startedCount() {
        return started.size();
    }

    /** Whether no instance waits or is started. */
    boolean isIdle() {
        return started.isEmpty() && waiting.isEmpty();
    }

    /** Forgets the instances that wait. */
    void clearWaiting() {
        waiting.clear();
    }

    /** Takes back an instance that was started; null if it is not. */
    ReadyInstance end(int number) {
        ReadyInstance ended = started.remove(number);
        if (ended != null && !ended.named().isEmpty()) {
            resources.giveBack(number);
        }
        return ended;
    }

    /**
     * As {@link #end(int)}, and learns from the outcome: if executions are short, recording several
     * of them together costs much less than one by one.
     */
    ReadyInstance end(Outcome outcome) {
        ReadyInstance instance = end(outcome.instance());
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            if (outcome.millis() >= 0) {
                usualMillis += (outcome.millis() - usualMillis) / 4;
            }
            if (instance != null) {
                computed.add(instance.key().digest());
            }
        }
        return instance;
    }

    /** Time until the next retry is due, at most the given one. */
    Duration untilNextRetry(Duration most) {
        Duration shortest = most;
        Instant now = Instant.now();
        for (ReadyInstance instance : waiting.values()) {
            if (instance.notBefore().isAfter(now)) {
                Duration left = Duration.between(now, instance.notBefore());
                shortest = left.compareTo(shortest) < 0 ? left : shortest;
            }
        }
        return shortest.plusMillis(1);
    }
}
