package xcflow.provenance.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import xcflow.storage.Sql;

/** Executions that belong together because some need what others made. Grows as it is told. */
public final class ExecutionClosure {
    private static final int BATCH = 100;

    private final Sql sql;
    private final Set<Long> executions = new TreeSet<>();
    private final Set<Long> functionals = new TreeSet<>();

    public ExecutionClosure(Sql sql) {
        this.sql = sql;
    }

    private static Long id(ResultSet row) throws SQLException {
        return row.getLong(1);
    }

    /** Adds all executions of some runs and those from which they took cached results. */
    public ExecutionClosure runs(Collection<Long> runs) {
        Sql.Values ids = Sql.longs(runs);
        executions.addAll(
                sql.query(
                        """
                        select execution_id as id from instances where run_id = any(?) and execution_id is not null
                        union select id from executions where run_id = any(?)
                        """,
                        ExecutionClosure::id,
                        ids,
                        ids));
        return this;
    }

    /** Adds executions that were imported without a run of theirs, as with a single functional. */
    public ExecutionClosure importedAlone() {
        return withOrigins(
                sql.query(
                        "select x.execution_id from imported_executions x"
                                + " join executions e on e.id = x.execution_id where e.run_id is null",
                        ExecutionClosure::id));
    }

    /** Adds executions whose end is not recorded. */
    public ExecutionClosure unfinished() {
        executions.addAll(
                sql.query(
                        "select id from executions where state = 'RUNNING'", ExecutionClosure::id));
        return this;
    }

    /** Adds functional versions with all their ancestors and everything that led to them. */
    public ExecutionClosure functionals(Collection<Long> versions) {
        functionals.addAll(
                sql.query(
                        """
                        with recursive ancestry(id) as (
                            select id from functionals where id = any(?)
                            union
                            select p.parent_id from functional_parents p
                            join ancestry a on a.id = p.functional_id where p.parent_id is not null)
                        select id from ancestry
                        """,
                        ExecutionClosure::id,
                        Sql.longs(versions)));
        return withOrigins(
                sql.query(
                        "select distinct execution_id from functionals"
                                + " where id = any(?) and execution_id is not null",
                        ExecutionClosure::id,
                        Sql.longs(functionals)));
    }

    /** Adds executions and, again and again, those that made what they read. */
    public ExecutionClosure withOrigins(Collection<Long> start) {
        return follow(
                start,
                """
                select distinct made.execution_id from execution_artefacts used
                join execution_artefacts made on made.artefact_id = used.artefact_id and made.direction = 'out'
                join executions e on e.id = made.execution_id and e.state = 'SUCCEEDED'
                where used.direction = 'in' and used.execution_id = any(?)
                """);
    }

    /**
     * Adds executions that read or stored some artefacts, and, again and again, those that read
     * what executions that are in had stored.
     */
    public ExecutionClosure derivedFrom(Collection<String> digests) {
        return follow(
                sql.query(
                        """
                        select distinct x.execution_id from execution_artefacts x
                        join artefacts a on a.id = x.artefact_id where a.digest = any(?)
                        """,
                        ExecutionClosure::id,
                        Sql.texts(digests)),
                """
                select distinct used.execution_id from execution_artefacts made
                join execution_artefacts used on used.artefact_id = made.artefact_id and used.direction = 'in'
                where made.direction = 'out' and made.execution_id = any(?)
                """);
    }

    /**
     * Adds executions and, again and again, their neighbours.
     *
     * @param neighbours SQL that gives the ids of those of some executions
     */
    private ExecutionClosure follow(Collection<Long> start, String neighbours) {
        Set<Long> seen = new LinkedHashSet<>(start);
        Deque<Long> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            List<Long> batch = new ArrayList<>();
            while (!open.isEmpty() && batch.size() < BATCH) {
                batch.add(open.poll());
            }
            executions.addAll(batch);
            sql.query(neighbours, ExecutionClosure::id, Sql.longs(batch)).stream()
                    .filter(seen::add)
                    .forEach(open::add);
        }
        return this;
    }

    /** Adds whatever led to the executions that are in already. */
    public ExecutionClosure withOrigins() {
        return withOrigins(List.copyOf(executions));
    }

    /**
     * Adds the functional versions that the executions made, used or measured, and their parents.
     */
    public ExecutionClosure withFunctionals() {
        Sql.Values all = Sql.longs(executions);
        return functionals(
                sql.query(
                        """
                        select id from functionals where execution_id = any(?)
                        union select functional_id from measurements where execution_id = any(?)
                        union select f.id from functionals f join artefacts a on a.digest = f.digest
                        join execution_artefacts x on x.artefact_id = a.id and x.direction = 'in'
                        where x.execution_id = any(?)
                        """,
                        ExecutionClosure::id,
                        all,
                        all,
                        all));
    }

    /** Ids of the executions, ascending. */
    public Set<Long> executions() {
        return executions;
    }

    /** Ids of the functional versions, ascending. */
    public Set<Long> functionals() {
        return functionals;
    }

    /** Digests of everything that the executions read or stored. */
    public Set<String> artefacts() {
        Set<String> digests = new TreeSet<>();
        List<Long> all = new ArrayList<>(executions);
        for (int from = 0; from < all.size(); from += BATCH) {
            digests.addAll(
                    sql.query(
                            """
                            select distinct a.digest from execution_artefacts x join artefacts a on a.id = x.artefact_id
                            where x.execution_id = any(?)
                            """,
                            row -> row.getString(1),
                            Sql.longs(all.subList(from, Math.min(all.size(), from + BATCH)))));
        }
        return digests;
    }
}
