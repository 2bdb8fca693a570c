package xcflow.provenance.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.record.ExecutionClosure;
import xcflow.storage.Sql;

/**
 * What to export.
 *
 * @param title one line
 * @param run the run that the export is about; empty for a functional version that no run here made
 * @param executions ids, ascending
 * @param functionals ids, ascending
 * @param artefacts digests of all files
 */
public record Selection(
        String title,
        Optional<Long> run,
        Set<Long> executions,
        Set<Long> functionals,
        Set<String> artefacts) {

    /** Chooses what to export, reading through a connection. */
    @FunctionalInterface
    public interface Choice {
        Selection choose(Sql sql);
    }

    /** A run with everything that led to its results, and the versions that it made or used. */
    public static Choice run(long id) {
        return sql -> {
            ExecutionClosure closure =
                    new ExecutionClosure(sql).runs(List.of(id)).withOrigins().withFunctionals();
            return of(sql, "Run " + id, Optional.of(id), closure);
        };
    }

    /** A functional version with its whole ancestry. */
    public static Choice functional(long id) {
        return sql -> {
            ExecutionClosure closure =
                    new ExecutionClosure(sql).functionals(List.of(id)).withFunctionals();
            String label =
                    sql.first(
                                    "select concat(name, '@', number) from functionals where id = ?",
                                    row -> row.getString(1),
                                    id)
                            .orElseThrow();
            Optional<Long> run =
                    sql.first(
                            "select e.run_id from functionals f join executions e"
                                    + " on e.id = f.execution_id where f.id = ?"
                                    + " and e.run_id is not null",
                            row -> row.getLong(1),
                            id);
            return of(sql, "Functional " + label, run, closure);
        };
    }

    private static Selection of(
            Sql sql, String title, Optional<Long> run, ExecutionClosure closure) {
        // What is still running has no end that could be told.
        Set<Long> executions = closure.executions();
        executions.removeAll(
                sql.query(
                        "select id from executions where state = 'RUNNING'",
                        row -> row.getLong(1)));
        return new Selection(title, run, executions, closure.functionals(), closure.artefacts());
    }
}
