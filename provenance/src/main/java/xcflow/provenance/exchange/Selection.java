package xcflow.provenance.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import xcflow.provenance.run.Closure;

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
        Selection choose(Handle handle);
    }

    /** A run with everything that led to its results, and the versions that it made or used. */
    public static Choice run(long id) {
        return handle -> {
            Closure closure = new Closure(handle).runs(List.of(id)).withOrigins().withFunctionals();
            return of(handle, "Run " + id, Optional.of(id), closure);
        };
    }

    /** A functional version with its whole ancestry. */
    public static Choice functional(long id) {
        return handle -> {
            Closure closure = new Closure(handle).functionals(List.of(id)).withFunctionals();
            String label =
                    handle.createQuery(
                                    "select concat(name, '@', number) from functionals where id = ?")
                            .bind(0, id)
                            .mapTo(String.class)
                            .one();
            Optional<Long> run =
                    handle.createQuery(
                                    "select e.run_id from functionals f join executions e"
                                            + " on e.id = f.execution_id where f.id = ?"
                                            + " and e.run_id is not null")
                            .bind(0, id)
                            .mapTo(Long.class)
                            .findOne();
            return of(handle, "Functional " + label, run, closure);
        };
    }

    private static Selection of(Handle handle, String title, Optional<Long> run, Closure closure) {
        // What is still running has no end that could be told.
        Set<Long> executions = closure.executions();
        executions.removeAll(
                handle.createQuery("select id from executions where state = 'RUNNING'")
                        .mapTo(Long.class)
                        .list());
        return new Selection(title, run, executions, closure.functionals(), closure.artefacts());
    }
}
