package xcflow.provenance.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;

/**
 * What this process recorded of the executions that it began, so that it need not be read again
 * when they end. Forgetting is allowed: whoever misses something reads it. Thread-safe.
 */
final class OpenExecutions {
    /** Far more than are under way in one process. */
    private static final int MOST = 1_000;

    private final Map<Long, Opened> opened =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Opened> eldest) {
                    return size() > MOST;
                }
            };
    private final Map<Long, String> workflows = new ConcurrentHashMap<>();

    /**
     * @param execution as it was inserted
     * @param inputs artefacts that it reads, as recorded
     */
    record Opened(Execution execution, List<ArtefactRef> inputs) {}

    /** Notes an execution whose record is committed. */
    synchronized void add(Opened begun) {
        opened.put(begun.execution().id(), begun);
    }

    /** What is known of an execution. */
    synchronized Optional<Opened> get(long execution) {
        return Optional.ofNullable(opened.get(execution));
    }

    /** Forgets an execution that has ended. */
    synchronized void remove(long execution) {
        opened.remove(execution);
    }

    /** Name of the workflow of a run, which never changes. */
    String workflow(long run, LongFunction<String> read) {
        return workflows.computeIfAbsent(run, read::apply);
    }
}
