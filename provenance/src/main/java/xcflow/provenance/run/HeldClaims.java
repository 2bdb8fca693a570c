package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ArtefactRows;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
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
        InstanceState state =
                failure.retryAt().isPresent() ? InstanceState.READY : InstanceState.FAILED;
        if (!leave(recording, claim, state, failure.message(), failure.retryAt())) {
            return false;
        }
        end(recording, claim, ExecutionState.FAILED, failure);
        return true;
    }

    static boolean release(Recording recording, Claim claim, InstanceState state, String reason) {
        if (state != InstanceState.READY && state != InstanceState.CANCELLED) {
            throw new IllegalArgumentException("a claim cannot be released as " + state);
        }
        if (!leave(recording, claim, state, reason, Optional.empty())) {
            return false;
        }
        if (state == InstanceState.READY) {
            recording
                    .sql()
                    .update(
                            "update instances set attempt = attempt - 1 where run_id = ? and number = ?",
                            claim.run(),
                            claim.instance());
        }
        end(
                recording,
                claim,
                ExecutionState.CANCELLED,
                new Failure(reason, Optional.empty(), Optional.empty()));
        return true;
    }

    private static boolean leave(
            Recording recording,
            Claim claim,
            InstanceState state,
            String message,
            Optional<Instant> notBefore) {
        return recording
                        .sql()
                        .update(
                                """
                                update instances set state = ?, worker_id = null, lease_until = null,
                                    not_before = ?, progress = null, message = ?, changed = ?
                                where run_id = ? and number = ? and state = 'RUNNING' and execution_id = ?
                                """,
                                state.name(),
                                notBefore,
                                message,
                                recording.now(),
                                claim.run(),
                                claim.instance(),
                                claim.execution())
                == 1;
    }

    private static void end(
            Recording recording, Claim claim, ExecutionState state, Failure failure) {
        Optional<ArtefactRef> log = failure.log();
        recording
                .sql()
                .update(
                        "update executions set state = ?, message = ?, log_digest = ?, ended = ?,"
                                + " warnings = ? where id = ?",
                        state.name(),
                        failure.message(),
                        log.map(ArtefactRef::digest),
                        recording.now(),
                        Warning.json(failure.warnings()),
                        claim.execution());
        log.ifPresent(
                artefact ->
                        ArtefactRows.record(
                                recording,
                                ArtefactRows.OUT,
                                Map.of(claim.execution(), List.of(artefact))));
        Completions.seal(recording, "execution-" + label(state), List.of(claim.execution()));
    }

    private static String label(ExecutionState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static int expire(Sql sql, long worker) {
        return sql.update(
                "update instances set lease_until = timestamp with time zone '1970-01-01 00:00:00+00'"
                        + " where worker_id = ? and state = 'RUNNING'",
                worker);
    }
}
