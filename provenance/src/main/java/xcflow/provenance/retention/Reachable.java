package xcflow.provenance.retention;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Executions whose artefacts are needed, and those artefacts. */
final class Reachable {
    private final Handle handle;
    private final Set<Long> executions = new HashSet<>();
    private final List<Long> droppedRuns = new ArrayList<>();

    Reachable(Handle handle) {
        this.handle = handle;
    }

    Reachable with(Policy policy, Instant now) {
        runs(policy, now);
        tagged();
        return this;
    }

    private void runs(Policy policy, Instant now) {
        List<Long> kept =
                handle.createQuery(
                                """
                                select id, state, created,
                                       row_number() over (partition by workflow order by id desc) as place
                                from (select r.id, r.state, r.created, w.name as workflow
                                      from runs r join workflows w on w.id = r.workflow_id) named
                                order by id
                                """)
                        .map(
                                (row, context) -> {
                                    boolean keep =
                                            row.getString("state").equals("RUNNING")
                                                    || policy.latest().isEmpty()
                                                            && policy.youngerThan().isEmpty()
                                                    || policy.latest().isPresent()
                                                            && row.getInt("place")
                                                                    <= policy.latest().get()
                                                    || policy.youngerThan().isPresent()
                                                            && row.getTimestamp("created")
                                                                    .toInstant()
                                                                    .isAfter(
                                                                            now.minus(
                                                                                    policy.youngerThan()
                                                                                            .get()));
                                    return keep ? row.getLong("id") : -row.getLong("id");
                                })
                        .list();
        kept.stream().filter(id -> id < 0).forEach(id -> droppedRuns.add(-id));
        List<Long> keptRuns = kept.stream().filter(id -> id > 0).toList();
        handle.createQuery(
                        """
                        select execution_id as id from instances where run_id = any(:runs) and execution_id is not null
                        union select id from executions where run_id = any(:runs) or state = 'RUNNING'
                        """)
                .bindArray("runs", Long.class, keptRuns)
                .mapTo(Long.class)
                .forEach(executions::add);
    }

    /** Walks from tagged versions to everything that led to them. */
    private void tagged() {
        List<Long> versions =
                handle.createQuery(
                                """
                                with recursive ancestry(id) as (
                                    select functional_id from functional_tags
                                    union
                                    select p.parent_id from functional_parents p
                                    join ancestry a on a.id = p.functional_id where p.parent_id is not null)
                                select distinct f.execution_id from functionals f join ancestry a on a.id = f.id
                                where f.execution_id is not null
                                """)
                        .mapTo(Long.class)
                        .list();
        addWithOrigins(versions);
    }

    /** Adds executions and, again and again, those that made what they read. */
    void addWithOrigins(Collection<Long> start) {
        Set<Long> seen = new HashSet<>(start);
        Deque<Long> open = new ArrayDeque<>(start);
        while (!open.isEmpty()) {
            List<Long> batch = new ArrayList<>();
            while (!open.isEmpty() && batch.size() < 500) {
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
    }

    /** The executions. */
    Set<Long> executions() {
        return executions;
    }

    /** Runs that the policy does not keep. */
    List<Long> droppedRuns() {
        return droppedRuns;
    }

    /** Digests of everything that the executions read or stored. */
    Set<String> artefacts() {
        Set<String> digests = new HashSet<>();
        List<Long> all = new ArrayList<>(executions);
        for (int from = 0; from < all.size(); from += 5_000) {
            handle.createQuery(
                            """
                            select distinct a.digest from execution_artefacts x join artefacts a on a.id = x.artefact_id
                            where x.execution_id = any(:ids)
                            """)
                    .bindArray(
                            "ids",
                            Long.class,
                            all.subList(from, Math.min(all.size(), from + 5_000)))
                    .mapTo(String.class)
                    .forEach(digests::add);
        }
        return digests;
    }
}
