package xcflow.provenance.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Executions that belong together because some need what others made. Grows as it is told. */
public final class Closure {
    private static final int BATCH = 500;

    private final Handle handle;
    private final Set<Long> executions = new TreeSet<>();
    private final Set<Long> functionals = new TreeSet<>();

    public Closure(Handle handle) {
        this.handle = handle;
    }

    /** Adds all executions of some runs and those from which they took cached results. */
    public Closure runs(Collection<Long> runs) {
        handle.createQuery(
                        """
                        select execution_id as id from instances where run_id = any(:runs) and execution_id is not null
                        union select id from executions where run_id = any(:runs)
                        """)
                .bindArray("runs", Long.class, new ArrayList<>(runs))
                .mapTo(Long.class)
                .forEach(executions::add);
        return this;
    }

    /** Adds executions whose end is not recorded. */
    public Closure unfinished() {
        handle.createQuery("select id from executions where state = 'RUNNING'")
                .mapTo(Long.class)
                .forEach(executions::add);
        return this;
    }

    /** Adds functional versions with all their ancestors and everything that led to them. */
    public Closure functionals(Collection<Long> versions) {
        handle.createQuery(
                        """
                        with recursive ancestry(id) as (
                            select id from functionals where id = any(:ids)
                            union
                            select p.parent_id from functional_parents p
                            join ancestry a on a.id = p.functional_id where p.parent_id is not null)
                        select id from ancestry
                        """)
                .bindArray("ids", Long.class, new ArrayList<>(versions))
                .mapTo(Long.class)
                .forEach(functionals::add);
        List<Long> makers =
                handle.createQuery(
                                "select distinct execution_id from functionals"
                                        + " where id = any(:ids) and execution_id is not null")
                        .bindArray("ids", Long.class, new ArrayList<>(functionals))
                        .mapTo(Long.class)
                        .list();
        withOrigins(makers);
        return this;
    }

    /** Adds executions and, again and again, those that made what they read. */
    public Closure withOrigins(Collection<Long> start) {
        Set<Long> seen = new LinkedHashSet<>(start);
        Deque<Long> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            List<Long> batch = new ArrayList<>();
            while (!open.isEmpty() && batch.size() < BATCH) {
                batch.add(open.poll());
            }
            executions.addAll(batch);
            handle.createQuery(
                            """
                            select distinct made.execution_id from execution_artefacts used
                            join execution_artefacts made on made.artefact_id = used.artefact_id and made.direction = 'out'
                            join executions e on e.id = made.execution_id and e.state = 'SUCCEEDED'
                            where used.direction = 'in' and used.execution_id = any(:ids)
                            """)
                    .bindArray("ids", Long.class, batch)
                    .mapTo(Long.class)
                    .forEach(
                            id -> {
                                if (seen.add(id)) {
                                    open.add(id);
                                }
                            });
        }
        return this;
    }

    /** Adds whatever led to the executions that are in already. */
    public Closure withOrigins() {
        return withOrigins(List.copyOf(executions));
    }

    /**
     * Adds the functional versions that the executions made, used or measured, and their parents.
     */
    public Closure withFunctionals() {
        List<Long> all = new ArrayList<>(executions);
        List<Long> found =
                handle.createQuery(
                                """
                                select id from functionals where execution_id = any(:ids)
                                union select functional_id from measurements where execution_id = any(:ids)
                                union select f.id from functionals f join artefacts a on a.digest = f.digest
                                join execution_artefacts x on x.artefact_id = a.id and x.direction = 'in'
                                where x.execution_id = any(:ids)
                                """)
                        .bindArray("ids", Long.class, all)
                        .mapTo(Long.class)
                        .list();
        return functionals(found);
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
        for (int from = 0; from < all.size(); from += 10 * BATCH) {
            handle.createQuery(
                            """
                            select distinct a.digest from execution_artefacts x join artefacts a on a.id = x.artefact_id
                            where x.execution_id = any(:ids)
                            """)
                    .bindArray(
                            "ids",
                            Long.class,
                            all.subList(from, Math.min(all.size(), from + 10 * BATCH)))
                    .mapTo(String.class)
                    .forEach(digests::add);
        }
        return digests;
    }
}
