package xcflow.provenance.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Worker;

/** What the metadata of a crate must know of all executions before it writes the first of them. */
final class CrateIndex {
    private final String workflow;
    private final Map<String, Execution> tools = new TreeMap<>();
    private final Map<String, Execution> steps = new LinkedHashMap<>();
    private final Map<String, List<Long>> actionsOfStep = new LinkedHashMap<>();
    private final List<Long> actions = new ArrayList<>();
    private final Set<Long> workerIds = new TreeSet<>();
    private final Set<String> made = new TreeSet<>();
    private final Set<String> used = new TreeSet<>();
    private final List<Worker> workers;
    private final Map<Long, String> persons = new TreeMap<>();
    private Instant last = Instant.EPOCH;

    CrateIndex(Chosen chosen) {
        this.workflow = chosen.workflow().map(w -> w.name()).orElse("");
        chosen.executions(page -> page.forEach(this::add));
        this.workers = chosen.workers().stream().filter(w -> workerIds.contains(w.id())).toList();
        workers.forEach(this::person);
    }

    private void add(ExecutionRecord record) {
        Execution execution = record.execution();
        tools.putIfAbsent(tool(execution), execution);
        actions.add(execution.id());
        workerIds.add(execution.worker());
        record.outputs().stream().map(ArtefactRef::digest).forEach(made::add);
        record.inputs().stream().map(ArtefactRef::digest).forEach(used::add);
        execution.ended().filter(last::isBefore).ifPresent(ended -> last = ended);
        if (execution.workflow().equals(workflow)) {
            steps.putIfAbsent(execution.step(), execution);
            actionsOfStep
                    .computeIfAbsent(execution.step(), step -> new ArrayList<>())
                    .add(execution.id());
        }
    }

    /** Who started a process is the only person of whom the records know. */
    private void person(Worker worker) {
        if (CanonicalJson.value(worker.details()) instanceof Map<?, ?> details
                && details.get("user") instanceof String user) {
            persons.put(worker.id(), user);
        }
    }

    /**
     * The processor and the kernel of linear algebra in use, which decide how results are rounded.
     */
    static Optional<String> processor(Worker worker) {
        return CanonicalJson.value(worker.details()) instanceof Map<?, ?> details
                        && details.get("linear-algebra") instanceof Map<?, ?> used
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%s; %s, kernel %s, vectors of %s bits",
                                used.get("processor"),
                                used.get("library"),
                                used.get("kernel"),
                                used.get("vector-bits")))
                : Optional.empty();
    }

    static String tool(Execution execution) {
        return CrateEntity.tool(execution.task(), execution.taskVersion());
    }

    /** An execution with each version of each task, by the tool's id. */
    Map<String, Execution> tools() {
        return tools;
    }

    /** The first execution of each step of the workflow, in the order of their executions. */
    Map<String, Execution> steps() {
        return steps;
    }

    /** Executions of each step of the workflow. */
    Map<String, List<Long>> actionsOfStep() {
        return actionsOfStep;
    }

    /** All executions. */
    List<Long> actions() {
        return actions;
    }

    /** The processes that worked. */
    List<Worker> workers() {
        return workers;
    }

    /** Names of the users whose processes worked, by worker. */
    Map<Long, String> persons() {
        return persons;
    }

    /** Files that no execution made. */
    List<String> given() {
        return used.stream().filter(digest -> !made.contains(digest)).toList();
    }

    /** Files that no execution used. */
    List<String> results() {
        return made.stream().filter(digest -> !used.contains(digest)).toList();
    }

    /** End of the last execution, so that the same export gives the same bytes. */
    Instant last() {
        return last;
    }
}
