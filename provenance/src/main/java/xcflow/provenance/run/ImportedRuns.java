package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.record.Seals;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.InstanceTransition;
import xcflow.provenance.state.RunTransition;
import xcflow.storage.Sql;

/** Writes runs that were made elsewhere, with the times at which they were. */
final class ImportedRuns {
    private ImportedRuns() {}

    /** The same run, if it was imported before. */
    static Optional<Long> find(Sql sql, Run run) {
        return sql.first(
                """
                select x.run_id from imported_runs x join runs r on r.id = x.run_id
                join workflows w on w.id = r.workflow_id
                where x.original = ? and r.created = ? and w.digest = ? order by x.run_id
                """,
                RecordRows.ID,
                run.id(),
                run.created(),
                run.workflowDigest());
    }

    /** Records a run under a new number; its workflow is recorded already. */
    static long insert(Recording recording, Run run) {
        Sql sql = recording.sql();
        long workflow =
                sql.first(
                                "select id from workflows where digest = ?",
                                RecordRows.ID,
                                run.workflowDigest())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                String.format(
                                                        Locale.ROOT,
                                                        "the workflow of run %d is missing",
                                                        run.id())));
        long id =
                sql.insert(
                        """
                        insert into runs (workflow_id, file, parameters, options, origin, state, outputs, message, created, ended)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        workflow,
                        run.file(),
                        run.parameters(),
                        run.options(),
                        run.origin(),
                        RunTransition.IMPORT.to(run.state()).name(),
                        run.outputs(),
                        run.message(),
                        run.created(),
                        run.ended());
        recording.event(
                "run-imported", "run/" + id, Seals.of(RunQueries.run(sql, id).orElseThrow()));
        return id;
    }

    /** Records instances of an imported run; their executions are recorded already. */
    static void insert(Recording recording, long run, List<Instance> instances) {
        List<Object[]> rows = new ArrayList<>(instances.size());
        List<NewInstance> planned = new ArrayList<>(instances.size());
        List<Object> facts = new ArrayList<>(instances.size());
        for (Instance instance : instances) {
            rows.add(
                    new Object[] {
                        run,
                        instance.number(),
                        instance.step(),
                        instance.labels(),
                        InstanceTransition.IMPORT.to(instance.state()).name(),
                        instance.attempt(),
                        instance.cacheKey(),
                        instance.execution(),
                        instance.message(),
                        instance.changed(),
                        Warning.json(instance.warnings())
                    });
            planned.add(new NewInstance(instance.number(), instance.step(), instance.labels()));
            facts.add(
                    List.of(
                            instance.number(),
                            instance.state().name(),
                            instance.execution().orElse(0L),
                            instance.message().orElse(""),
                            Warning.facts(instance.warnings())));
        }
        recording
                .sql()
                .updateAll(
                        """
                        insert into instances (run_id, number, step, labels, state, attempt, cache_key, execution_id,
                            message, changed, warnings) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        rows);
        recording.event(
                "instances-planned",
                "run/" + run,
                Map.of(
                        "numbers", planned.stream().map(NewInstance::number).toList(),
                        "digest", Seals.plan(planned)));
        recording.event("instances-imported", "run/" + run, Map.of("instances", facts));
    }
}
