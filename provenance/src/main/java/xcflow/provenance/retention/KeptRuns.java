package xcflow.provenance.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import xcflow.provenance.state.RunState;
import xcflow.storage.Sql;

/**
 * How a policy divides the runs.
 *
 * @param kept ids of the runs that keep their artefacts
 * @param dropped ids of the others
 */
record KeptRuns(List<Long> kept, List<Long> dropped) {

    /**
     * @param place of the run among those of the same workflow, newest first, from 1
     */
    private record Candidate(long id, boolean running, Instant created, int place) {}

    static KeptRuns of(Sql sql, RetentionPolicy policy, Instant now) {
        List<Long> kept = new ArrayList<>();
        List<Long> dropped = new ArrayList<>();
        sql.query(
                        """
                        select id, state, created,
                               row_number() over (partition by workflow order by id desc) as place
                        from (select r.id, r.state, r.created, w.name as workflow
                              from runs r join workflows w on w.id = r.workflow_id) named
                        order by id
                        """,
                        row ->
                                new Candidate(
                                        row.getLong("id"),
                                        !RunState.valueOf(row.getString("state")).finished(),
                                        row.getTimestamp("created").toInstant(),
                                        row.getInt("place")))
                .forEach(run -> (keeps(policy, run, now) ? kept : dropped).add(run.id()));
        return new KeptRuns(kept, dropped);
    }

    private static boolean keeps(RetentionPolicy policy, Candidate run, Instant now) {
        if (run.running() || policy.equals(RetentionPolicy.ALL_RUNS)) {
            return true;
        }
        return policy.latest().map(latest -> run.place() <= latest).orElse(false)
                || policy.youngerThan()
                        .map(age -> run.created().isAfter(now.minus(age)))
                        .orElse(false);
    }
}
