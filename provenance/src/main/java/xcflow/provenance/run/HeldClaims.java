package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.provenance.event.Recording;
import xcflow.provenance.state.ExecutionTransition;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.InstanceTransition;
import xcflow.storage.Sql;

/** Holding instances that were taken, and giving them back without a result. */
final class HeldClaims {
    private HeldClaims() {}

    static List<Claim> heartbeat(
            Sql sql, Instant now, Collection<RunLedger.Progress> claims, Duration lease) {
        List<RunLedger.Progress> order = List.copyOf(claims);
        List<Object[]> rows = new ArrayList<>(order.size());
        for (RunLedger.Progress progress : order) {
            rows.add(
                    new Object[] {
                        now.plus(lease),
                        Double.isNaN(progress.fraction()) ? null : progress.fraction(),
                        progress.message(),
                        progress.claim().run(),
                        progress.claim().instance(),
                        progress.claim().execution()
                    });
        }
        int[] counts =
                sql.updateAll(
                        """
                        update instances set lease_until = ?, progress = ?, message = ?
                        where run_id = ? and number = ? and state = 'RUNNING' and execution_id = ?
                        """,
                        rows);
        List<Claim> lost = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                lost.add(order.get(i).claim());
            }
        }
        return lost;
    }

    static boolean fail(Recording recording, Claim claim, Failure failure) {
        InstanceTransition way =
                failure.retryAt().isPresent() ? InstanceTransition.RETRY : InstanceTransition.FAIL;
        if (!leave(recording, claim, way, failure.message(), failure.retryAt())) {
            return false;
        }
        ExecutionRows.end(recording, claim, ExecutionTransition.FAIL, failure);
        return true;
    }

    static boolean release(Recording recording, Claim claim, InstanceState state, String reason) {
        InstanceTransition way =
                Stream.of(InstanceTransition.GIVE_BACK, InstanceTransition.CANCEL)
                        .filter(each -> each.to().contains(state))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "a claim cannot be released as " + state));
        if (!leave(recording, claim, way, reason, Optional.empty())) {
            return false;
        }
        if (way == InstanceTransition.GIVE_BACK) {
            recording
                    .sql()
                    .update(
                            "update instances set attempt = attempt - 1 where run_id = ? and number = ?",
                            claim.run(),
                            claim.instance());
        }
        ExecutionRows.end(
                recording,
                claim,
                ExecutionTransition.CANCEL,
                new Failure(reason, Optional.empty(), Optional.empty()));
        return true;
    }

    private static boolean leave(
            Recording recording,
            Claim claim,
            InstanceTransition way,
            String message,
            Optional<Instant> notBefore) {
        String statement =
                """
                update instances set state = STATE, worker_id = null, lease_until = null,
                    not_before = ?, progress = null, message = ?, changed = ?
                where run_id = ? and number = ? and CONDITION
                """
                        .replace("STATE", way.sqlTarget())
                        .replace("CONDITION", way.sqlCondition());
        return recording
                        .sql()
                        .update(
                                statement,
                                notBefore,
                                message,
                                recording.now(),
                                claim.run(),
                                claim.instance(),
                                claim.attempt(),
                                claim.execution())
                == 1;
    }

    static int expire(Sql sql, long worker) {
        return sql.update(
                "update instances set lease_until = timestamp with time zone '1970-01-01 00:00:00+00'"
                        + " where worker_id = ? and state = 'RUNNING'",
                worker);
    }
}
