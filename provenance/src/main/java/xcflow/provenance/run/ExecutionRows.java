package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ArtefactRows;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.record.Seals;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.ExecutionTransition;
import xcflow.storage.Sql;

/** Beginning and end of executions. */
final class ExecutionRows {
    private static final String BEGIN =
            """
            insert into executions (run_id, instance, workflow, step, labels, attempt, task,
                task_version, code_digest, cache_key, key_components, inputs, state, reusable,
                worker_id, threads, started)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, STATE, ?, ?, ?, ?)
            """
                    .replace("STATE", ExecutionTransition.BEGIN.sqlTarget());

    private static final String SUCCEED =
            """
            update executions set state = STATE, outputs = ?, log_digest = ?, ended = ?, warnings = ?,
                cpu_seconds = ?, peak_memory = ?, read_bytes = ?, written_bytes = ?
            where id = ? and CONDITION and exists (select 1 from instances i
                where i.run_id = executions.run_id and i.number = executions.instance
                and i.execution_id = executions.id and i.state = 'SUCCEEDED')
            """
                    .replace("STATE", ExecutionTransition.SUCCEED.sqlTarget())
                    .replace("CONDITION", ExecutionTransition.SUCCEED.sqlCondition());

    private static final String LOSE =
            "update executions set state = "
                    + ExecutionTransition.LOSE.sqlTarget()
                    + ", ended = ? where id = any(?) and "
                    + ExecutionTransition.LOSE.sqlCondition();

    private ExecutionRows() {}

    /** Inserts executions that begin; gives their ids. */
    static Sql.Later<List<Long>> begin(Sql sql, List<Execution> executions) {
        List<Object[]> rows = new ArrayList<>(executions.size());
        executions.forEach(execution -> rows.add(row(execution)));
        return sql.insertAllLater(BEGIN, rows);
    }

    private static Object[] row(Execution execution) {
        return new Object[] {
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
            execution.reusable(),
            execution.worker(),
            execution.threads(),
            execution.started()
        };
    }

    /**
     * Ends those executions with success whose instances have succeeded.
     *
     * @param rows outputs, digest of the log, time, warnings, usage in four columns, id
     * @return how many were ended for each row
     */
    static Sql.Later<int[]> succeed(Sql sql, List<Object[]> rows) {
        return sql.updateAllLater(SUCCEED, rows);
    }

    /** Ends the execution of a claim without outputs. */
    static void end(Recording recording, Claim claim, ExecutionTransition how, Failure failure) {
        Object[] used = failure.usage().columns();
        int count =
                recording
                        .sql()
                        .update(
                                "update executions set state = "
                                        + how.sqlTarget()
                                        + ", message = ?, log_digest = ?, ended = ?, warnings = ?,"
                                        + " cpu_seconds = ?, peak_memory = ?, read_bytes = ?,"
                                        + " written_bytes = ?"
                                        + " where id = ? and "
                                        + how.sqlCondition(),
                                failure.message(),
                                failure.log().map(ArtefactRef::digest),
                                recording.now(),
                                Warning.json(failure.warnings()),
                                used[0],
                                used[1],
                                used[2],
                                used[3],
                                claim.execution());
        expectOne(count, claim.execution());
        failure.log()
                .ifPresent(
                        artefact ->
                                ArtefactRows.record(
                                        recording,
                                        ArtefactRows.OUT,
                                        Map.of(claim.execution(), List.of(artefact))));
        seal(recording, "execution-" + label(how.target()), List.of(claim.execution()));
    }

    private static String label(ExecutionState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** An instance that is held points to an execution that runs. */
    static void expectOne(int count, Object execution) {
        if (count != 1) {
            throw new IllegalStateException("execution " + execution + " has already ended");
        }
    }

    /** Ends executions of which nothing more will be heard. */
    static void lose(Recording recording, List<Long> executions) {
        if (executions.isEmpty()) {
            return;
        }
        recording.sql().update(LOSE, recording.now(), Sql.longs(executions));
        seal(recording, "execution-lost", executions);
    }

    /** Appends one event for each execution with its facts as the database now has them. */
    static void seal(Recording recording, String type, Collection<Long> executions) {
        Sql sql = recording.sql();
        Map<Long, List<ArtefactRef>> inputs =
                RunQueries.artefacts(sql, executions, ArtefactRows.IN);
        Map<Long, List<ArtefactRef>> outputs =
                RunQueries.artefacts(sql, executions, ArtefactRows.OUT);
        for (Execution execution : RunQueries.executions(sql, executions)) {
            recording.event(
                    type,
                    "execution/" + execution.id(),
                    Seals.of(
                            execution,
                            inputs.getOrDefault(execution.id(), List.of()),
                            outputs.getOrDefault(execution.id(), List.of())));
        }
    }
}
