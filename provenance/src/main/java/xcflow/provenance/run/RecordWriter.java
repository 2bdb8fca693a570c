package xcflow.provenance.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ArtefactRows;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Origin;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.ExecutionTransition;

/** Writes records that were made elsewhere. */
public final class RecordWriter {
    private final Recording recording;

    public RecordWriter(Recording recording) {
        this.recording = recording;
    }

    /** Records a workflow unless its text is recorded already. */
    public void workflow(String name, String text) {
        Submissions.workflow(recording, name, text);
    }

    /** Records a process of another home; gives its id here. */
    public long worker(Worker worker) {
        return recording
                .sql()
                .first(
                        "select id from workers where host = ? and pid = ? and started = ? and details = ?",
                        RecordRows.ID,
                        worker.host(),
                        worker.pid(),
                        worker.started(),
                        worker.details())
                .orElseGet(() -> Claims.register(recording, worker).id());
    }

    /** The same run, if it was imported before. */
    public Optional<Long> findRun(Run run) {
        return ImportedRuns.find(recording.sql(), run);
    }

    /**
     * Records a run under a new number.
     *
     * @param run with the number that it has elsewhere
     */
    public long run(Run run) {
        return ImportedRuns.insert(recording, run);
    }

    /** Records what people say of an imported run. */
    public void marks(long run, Marks marks) {
        RunMarks.change(recording, run, none -> marks);
    }

    /** Records instances of an imported run. */
    public void instances(long run, List<Instance> instances) {
        ImportedRuns.insert(recording, run, instances);
    }

    /** Records from which archive executions and runs came; the latter with their old numbers. */
    public void imported(Origin origin, List<Long> executions, Map<Long, Long> runs) {
        ImportRows.record(recording, origin, executions, runs);
    }

    /** One execution that is here. */
    public Execution execution(long id) {
        return RunQueries.execution(recording.sql(), id).orElseThrow();
    }

    /** Whether an execution was imported. */
    public boolean isImported(long execution) {
        return recording
                .sql()
                .first(
                        "select execution_id from imported_executions where execution_id = ?",
                        RecordRows.ID,
                        execution)
                .isPresent();
    }

    /** Lets an imported execution, whose files had been missing, answer lookups again. */
    public void requalify(long execution) {
        recording.sql().update("update executions set reusable = true where id = ?", execution);
        recording.event(
                "execution-requalified",
                "execution/" + execution,
                Map.of("reusable", true, "reason", "its files were imported again"));
    }

    /** The same execution, if it is here already. */
    public Optional<Long> find(Execution execution) {
        return recording
                .sql()
                .first(
                        """
                        select id from executions where cache_key = ? and started = ?
                        and ended = ? and state = 'SUCCEEDED' order by id
                        """,
                        RecordRows.ID,
                        execution.cacheKey(),
                        execution.started(),
                        execution.ended());
    }

    /** Records an execution under a new id. */
    public long insert(Execution execution, List<ArtefactRef> inputs, List<ArtefactRef> outputs) {
        long id =
                recording
                        .sql()
                        .insert(
                                """
                                insert into executions (run_id, instance, workflow, step, labels, attempt, task, task_version,
                                    code_digest, cache_key, key_components, inputs, outputs, state, reusable,
                                    worker_id, threads, log_digest, message, started, ended, warnings)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """,
                                execution.run(),
                                execution.instance(),
                                execution.workflow(),
                                execution.step(),
                                execution.labels(),
                                execution.attempt(),
                                execution.task(),
                                execution.taskVersion(),
                                execution.codeDigest(),
                                execution.cacheKey(),
                                execution.keyComponents(),
                                execution.inputs(),
                                execution.outputs(),
                                ExecutionTransition.IMPORT.to(execution.state()).name(),
                                execution.reusable(),
                                execution.worker(),
                                execution.threads(),
                                execution.log(),
                                execution.message(),
                                execution.started(),
                                execution.ended(),
                                Warning.json(execution.warnings()));
        ArtefactRows.record(recording, ArtefactRows.IN, Map.of(id, inputs));
        ArtefactRows.record(recording, ArtefactRows.OUT, Map.of(id, outputs));
        ExecutionRows.seal(recording, "execution-imported", List.of(id));
        return id;
    }
}
