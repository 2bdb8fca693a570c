package xcflow.provenance.run;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.event.Recording;

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
                .handle()
                .createQuery(
                        "select id from workers where host = ? and pid = ? and started = ? and details = ?")
                .bind(0, worker.host())
                .bind(1, worker.pid())
                .bind(2, worker.started())
                .bind(3, worker.details())
                .mapTo(Long.class)
                .findFirst()
                .orElseGet(() -> Claims.register(recording, worker).id());
    }

    /** The same execution, if it is here already. */
    public Optional<Long> find(Execution execution) {
        return recording
                .handle()
                .createQuery(
                        """
                        select min(id) from executions where cache_key = :key and started = :started
                        and ended = :ended and state = 'SUCCEEDED'
                        """)
                .bind("key", execution.cacheKey())
                .bind("started", execution.started())
                .bind("ended", execution.ended().map(Timestamp::from).orElse(null))
                .mapTo(Long.class)
                .findOne();
    }

    /** Records an execution under a new id. */
    public long insert(Execution execution, List<ArtefactRef> inputs, List<ArtefactRef> outputs) {
        long id =
                recording
                        .handle()
                        .createUpdate(
                                """
                                insert into executions (workflow, step, labels, attempt, task, task_version,
                                    code_digest, cache_key, key_components, inputs, outputs, state, reusable,
                                    worker_id, threads, log_digest, message, started, ended)
                                values (:workflow, :step, :labels, :attempt, :task, :version, :code, :key,
                                    :components, :inputs, :outputs, :state, :reusable, :worker, :threads, :log,
                                    :message, :started, :ended)
                                """)
                        .bind("workflow", execution.workflow())
                        .bind("step", execution.step())
                        .bind("labels", execution.labels())
                        .bind("attempt", execution.attempt())
                        .bind("task", execution.task())
                        .bind("version", execution.taskVersion())
                        .bind("code", execution.codeDigest())
                        .bind("key", execution.cacheKey())
                        .bind("components", execution.keyComponents())
                        .bind("inputs", execution.inputs())
                        .bind("outputs", execution.outputs().orElse(null))
                        .bind("state", execution.state().name())
                        .bind("reusable", execution.reusable())
                        .bind("worker", execution.worker())
                        .bind("threads", execution.threads())
                        .bind("log", execution.log().orElse(null))
                        .bind("message", execution.message().orElse(null))
                        .bind("started", execution.started())
                        .bind("ended", execution.ended().map(Timestamp::from).orElse(null))
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
        ArtefactRows.record(recording, ArtefactRows.IN, Map.of(id, inputs));
        ArtefactRows.record(recording, ArtefactRows.OUT, Map.of(id, outputs));
        Completions.seal(recording, "execution-imported", List.of(id));
        return id;
    }
}
