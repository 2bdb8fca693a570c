package xcflow.runner.web;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.browse.RunQuery;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.http.EventStreams;

/**
 * Notices what changes in a project, whichever process changes it, and tells those who listen. The
 * records are looked at once for all listeners, not at all without them, and with no more than a
 * fiftieth of a processor and a fifth of the time, unless that means a rest of more than ten or
 * three seconds: the first look loads its classes, and one that waits for locked records may take
 * half a minute without costing anything.
 */
final class ChangeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int SHARE_OF_PROCESSOR = 50;
    private static final int SHARE_OF_TIME = 5;
    private static final Duration LONGEST_FOR_TIME = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final int MOST_RUNS = 50;
    private static final int MOST_ENDED = 1000;
    private static final int MOST_INSTANCES = 50;
    private static final String RUN = "run/";
    private static final List<RunQuery> GOING_ON =
            List.of(RunQuery.in(RunState.RUNNING), RunQuery.in(RunState.PAUSED));

    private final Project project;
    private final EventStreams events;
    private final Thread thread;
    private Map<Long, Integer> before = new HashMap<>();
    private long head = -1;

    ChangeWatch(Project project, EventStreams events) {
        this.project = project;
        this.events = events;
        this.thread = new Thread(this::watch, "xcflow-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long beaten = System.nanoTime();
        try {
            while (true) {
                long begun = System.nanoTime();
                long busy = PROCESSOR.getCurrentThreadCpuTime();
                if (events.count() > 0) {
                    look();
                    if (begun - beaten > BEAT_NANOS) {
                        events.beat();
                        beaten = begun;
                    }
                }
                TimeUnit.NANOSECONDS.sleep(
                        pause(
                                System.nanoTime() - begun,
                                PROCESSOR.getCurrentThreadCpuTime() - busy));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long nothing is looked at after a look. */
    static long pause(long took, long processor) {
        long forTime = Math.min(LONGEST_FOR_TIME.toNanos(), (SHARE_OF_TIME - 1) * took);
        long wanted = Math.max(SHARE_OF_PROCESSOR * processor, forTime);
        return Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), wanted));
    }

    private void look() {
        try {
            Map<String, String> changed = changed();
            if (!changed.isEmpty()) {
                events.send(changed);
            }
        } catch (RuntimeException e) {
            LOG.warn("changes cannot be looked for: {}", e.getMessage());
        }
    }

    /** Topics of what differs from the last look, with what their listeners are told. */
    Map<String, String> changed() {
        Map<String, String> changed = new HashMap<>();
        long now = project.provenance().events().head().seq();
        Map<Long, Integer> prints = new HashMap<>();
        for (RunQuery state : GOING_ON) {
            for (Run run : project.provenance().browse().runs(state, 0, MOST_RUNS)) {
                prints.put(run.id(), print(run));
            }
        }
        Set<Long> runs = new HashSet<>(prints.keySet());
        runs.addAll(before.keySet());
        for (long run : runs) {
            if (!java.util.Objects.equals(before.get(run), prints.get(run))) {
                changed.put("run-" + run, "{\"run\":" + run + "}");
            }
        }
        if (head >= 0 && now != head) {
            // What began and ended between two looks.
            for (String subject :
                    project.provenance().events().subjectsAfter(head, RUN, MOST_ENDED)) {
                String run = subject.substring(RUN.length());
                changed.put("run-" + run, "{\"run\":" + run + "}");
            }
        }
        if (now != head || !changed.isEmpty()) {
            changed.put("runs", "{\"events\":" + now + "}");
        }
        boolean first = head < 0;
        head = now;
        before = prints;
        return first ? Map.of() : changed;
    }

    /** A number that changes when what is shown of a run does. */
    private int print(Run run) {
        List<?> running =
                project.ledger().instances(run.id(), InstanceState.RUNNING, MOST_INSTANCES).stream()
                        .map(it -> List.of(it.number(), it.attempt(), it.progress(), it.message()))
                        .toList();
        return java.util.Objects.hash(run.state(), run.counts(), run.cancelRequested(), running);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
