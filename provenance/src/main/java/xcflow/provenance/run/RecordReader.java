package xcflow.provenance.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import xcflow.provenance.ArtefactRef;

/**
 * Reads records through one connection, so that an audit or an export sees everything at one moment
 * of a serializable transaction, whatever happens meanwhile.
 */
public final class RecordReader {
    private static final int PAGE = 500;

    private final Handle handle;

    public RecordReader(Handle handle) {
        this.handle = handle;
    }

    /**
     * @param inputs artefacts read
     * @param outputs artefacts stored
     */
    public record ExecutionRecord(
            Execution execution, List<ArtefactRef> inputs, List<ArtefactRef> outputs) {}

    /** Calls the consumer with pages of all executions in the order of their ids. */
    public void executions(Consumer<List<ExecutionRecord>> consumer) {
        long last = 0;
        while (true) {
            List<Execution> page =
                    handle.createQuery("select * from executions where id > ? order by id limit ?")
                            .bind(0, last)
                            .bind(1, PAGE)
                            .map(Rows.EXECUTION)
                            .list();
            if (page.isEmpty()) {
                return;
            }
            consumer.accept(withArtefacts(page));
            last = page.get(page.size() - 1).id();
        }
    }

    /** The given executions in the order of their ids. */
    public List<ExecutionRecord> executions(Collection<Long> ids) {
        return withArtefacts(RunQueries.executions(handle, ids));
    }

    private List<ExecutionRecord> withArtefacts(List<Execution> executions) {
        List<Long> ids = executions.stream().map(Execution::id).toList();
        Map<Long, List<ArtefactRef>> inputs = RunQueries.artefacts(handle, ids, ArtefactRows.IN);
        Map<Long, List<ArtefactRef>> outputs = RunQueries.artefacts(handle, ids, ArtefactRows.OUT);
        return executions.stream()
                .map(
                        execution ->
                                new ExecutionRecord(
                                        execution,
                                        inputs.getOrDefault(execution.id(), List.of()),
                                        outputs.getOrDefault(execution.id(), List.of())))
                .toList();
    }

    /** All runs, newest first. */
    public List<Run> runs() {
        return RunQueries.runs(handle, 0, Integer.MAX_VALUE);
    }

    /** One run. */
    public Optional<Run> run(long id) {
        return RunQueries.run(handle, id);
    }

    /** Instances of a run in the order of their numbers. */
    public List<Instance> instances(long run) {
        return RunQueries.instances(handle, run);
    }

    /** All workers in the order of their ids. */
    public List<Worker> workers() {
        return handle.createQuery("select * from workers order by id").map(Rows.WORKER).list();
    }

    /**
     * @param id key of the row
     * @param digest as recorded
     */
    public record WorkflowRecord(long id, String digest, String name, String text) {}

    /** All workflows in the order of their ids. */
    public List<WorkflowRecord> workflows() {
        return handle.createQuery("select * from workflows order by id")
                .map(
                        (row, context) ->
                                new WorkflowRecord(
                                        row.getLong("id"),
                                        row.getString("digest"),
                                        row.getString("name"),
                                        row.getString("text")))
                .list();
    }

    /**
     * @param used whether an execution read or stored it
     */
    public record ArtefactRecord(String digest, long size, boolean used) {}

    /** All artefacts in the order of their ids. */
    public List<ArtefactRecord> artefacts() {
        return handle.createQuery(
                        """
                        select digest, size, exists (select 1 from execution_artefacts x
                                                     where x.artefact_id = a.id) as used
                        from artefacts a order by id
                        """)
                .map(
                        (row, context) ->
                                new ArtefactRecord(
                                        row.getString("digest"),
                                        row.getLong("size"),
                                        row.getBoolean("used")))
                .list();
    }
}
