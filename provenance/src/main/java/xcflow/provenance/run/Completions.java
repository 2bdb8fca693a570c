package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.event.Recording;
import xcflow.provenance.functional.FunctionalRows;
import xcflow.provenance.functional.References;

/** Recording of results. */
final class Completions {
    private Completions() {}

    static List<Claim> completeAll(
            Recording recording, Map<Claim, Completion> completions, References references) {
        List<Claim> recorded = leave(recording, List.copyOf(completions.keySet()));
        if (recorded.isEmpty()) {
            return recorded;
        }
        PreparedBatch executions =
                recording
                        .handle()
                        .prepareBatch(
                                "update executions set state = 'SUCCEEDED', outputs = ?, log_digest = ?,"
                                        + " ended = ? where id = ?");
        Map<Long, List<ArtefactRef>> artefacts = new LinkedHashMap<>();
        for (Claim claim : recorded) {
            Completion completion = completions.get(claim);
            executions.add(
                    completion.outputs(),
                    completion.log().map(ArtefactRef::digest).orElse(null),
                    recording.now(),
                    claim.execution());
            List<ArtefactRef> stored = new ArrayList<>(completion.artefacts());
            completion.log().ifPresent(stored::add);
            artefacts.put(claim.execution(), stored);
        }
        executions.execute();
        ArtefactRows.record(recording, ArtefactRows.OUT, artefacts);
        seal(recording, "execution-succeeded", recorded.stream().map(Claim::execution).toList());
        FunctionalRows functionals = new FunctionalRows(recording, references);
        for (Claim claim : recorded) {
            Completion completion = completions.get(claim);
            completion.functionals().forEach(made -> functionals.made(claim.execution(), made));
            functionals.measured(claim.execution(), completion.metrics());
        }
        return recorded;
    }

    private static List<Claim> leave(Recording recording, List<Claim> claims) {
        if (claims.isEmpty()) {
            return List.of();
        }
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                """
                                update instances set state = 'SUCCEEDED', worker_id = null, lease_until = null,
                                    not_before = null, progress = null, message = null, changed = ?
                                where run_id = ? and number = ? and state = 'RUNNING' and attempt = ?
                                and execution_id = ?
                                """);
        for (Claim claim : claims) {
            batch.add(
                    recording.now(),
                    claim.run(),
                    claim.instance(),
                    claim.attempt(),
                    claim.execution());
        }
        int[] counts = batch.execute();
        List<Claim> recorded = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                recorded.add(claims.get(i));
            }
        }
        return recorded;
    }

    /** Appends one event for each execution with its facts as the database now has them. */
    static void seal(Recording recording, String type, Collection<Long> executions) {
        Handle handle = recording.handle();
        Map<Long, List<ArtefactRef>> inputs =
                RunQueries.artefacts(handle, executions, ArtefactRows.IN);
        Map<Long, List<ArtefactRef>> outputs =
                RunQueries.artefacts(handle, executions, ArtefactRows.OUT);
        for (Execution execution : RunQueries.executions(handle, executions)) {
            recording.event(
                    type,
                    "execution/" + execution.id(),
                    Seals.of(
                            execution,
                            inputs.getOrDefault(execution.id(), List.of()),
                            outputs.getOrDefault(execution.id(), List.of())));
        }
    }

    static int cached(Recording recording, long run, List<Hit> hits) {
        if (hits.isEmpty()) {
            return 0;
        }
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                """
                                update instances set state = 'CACHED', execution_id = ?, cache_key = ?,
                                    not_before = null, message = null, changed = ?
                                where run_id = ? and number = ? and state in ('WAITING', 'READY')
                                """);
        for (Hit hit : hits) {
            batch.add(hit.execution(), hit.cacheKey(), recording.now(), run, hit.instance());
        }
        int[] counts = batch.execute();
        List<List<Object>> facts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                Hit hit = hits.get(i);
                facts.add(List.of(hit.instance(), hit.execution()));
            }
        }
        if (!facts.isEmpty()) {
            recording.event("instances-cached", "run/" + run, Map.of("instances", facts));
        }
        return facts.size();
    }

    static int settle(Recording recording, long run, List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return 0;
        }
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                """
                                update instances set state = ?, not_before = null, message = ?, changed = ?
                                where run_id = ? and number = ? and state in ('WAITING', 'READY')
                                """);
        for (Settlement settlement : settlements) {
            batch.add(
                    settlement.state().name(),
                    settlement.reason(),
                    recording.now(),
                    run,
                    settlement.instance());
        }
        int[] counts = batch.execute();
        List<List<Object>> facts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                Settlement settlement = settlements.get(i);
                facts.add(
                        List.of(
                                settlement.instance(),
                                settlement.state().name(),
                                settlement.reason()));
            }
        }
        if (!facts.isEmpty()) {
            recording.event("instances-settled", "run/" + run, Map.of("instances", facts));
        }
        return facts.size();
    }

    static void disqualify(Recording recording, long execution, String reason) {
        int changed =
                recording
                        .handle()
                        .execute(
                                "update executions set reusable = false where id = ? and reusable",
                                execution);
        if (changed == 1) {
            recording.event(
                    "execution-disqualified",
                    "execution/" + execution,
                    Map.of("reusable", false, "reason", reason));
        }
    }
}
