package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.Recording;
import xcflow.provenance.functional.FunctionalRows;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ArtefactRows;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Seals;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.InstanceTransition;
import xcflow.storage.Sql;

/** Recording of results. */
final class Completions {
    private static final String SUCCEEDED = "execution-succeeded";

    private static final String COMPLETE =
            """
            update instances set state = STATE, worker_id = null, lease_until = null,
                not_before = null, progress = null, message = null, changed = ?
            where run_id = ? and number = ? and CONDITION
            """
                    .replace("STATE", InstanceTransition.COMPLETE.sqlTarget())
                    .replace("CONDITION", InstanceTransition.COMPLETE.sqlCondition());

    private static final String REUSE =
            """
            update instances set state = STATE, execution_id = ?, cache_key = ?,
                not_before = null, message = null, changed = ?
            where run_id = ? and number = ? and CONDITION
            """
                    .replace("STATE", InstanceTransition.REUSE.sqlTarget())
                    .replace("CONDITION", InstanceTransition.REUSE.sqlCondition());

    private static final String SETTLE =
            """
            update instances set state = ?, not_before = null, message = ?, changed = ?
            where run_id = ? and number = ? and CONDITION
            """
                    .replace("CONDITION", InstanceTransition.SETTLE.sqlCondition());

    private Completions() {}

    static List<Claim> completeAll(
            Recording recording,
            Map<Claim, Completion> completions,
            ReferenceDescriptions references,
            OpenExecutions memory) {
        List<Claim> claims = List.copyOf(completions.keySet());
        List<Object[]> executions = new ArrayList<>(claims.size());
        Map<Long, List<ArtefactRef>> artefacts = new LinkedHashMap<>();
        for (Claim claim : claims) {
            Completion completion = completions.get(claim);
            executions.add(row(claim, completion, recording));
            List<ArtefactRef> stored = new ArrayList<>(completion.artefacts());
            completion.log().ifPresent(stored::add);
            artefacts.put(claim.execution(), stored);
        }
        Sql.Later<int[]> left = leave(recording, claims);
        Sql.Later<int[]> ended = ExecutionRows.succeed(recording.sql(), executions);
        ArtefactRows.Lookup known = ArtefactRows.lookUp(recording.sql(), artefacts.values());
        List<Claim> recorded = recorded(claims, left.get(), ended.get());
        artefacts.keySet().retainAll(recorded.stream().map(Claim::execution).toList());
        seal(
                recording,
                completions,
                recorded,
                ArtefactRows.record(recording, ArtefactRows.OUT, artefacts, known),
                memory);
        FunctionalRows functionals = new FunctionalRows(recording, references);
        for (Claim claim : recorded) {
            Completion completion = completions.get(claim);
            completion.functionals().forEach(made -> functionals.made(claim.execution(), made));
            functionals.measured(claim.execution(), completion.metrics());
        }
        return recorded;
    }

    private static Object[] row(Claim claim, Completion completion, Recording recording) {
        Object[] used = completion.usage().columns();
        return new Object[] {
            completion.outputs(),
            completion.log().map(ArtefactRef::digest),
            recording.now(),
            Warning.json(completion.warnings()),
            used[0],
            used[1],
            used[2],
            used[3],
            claim.execution()
        };
    }

    private static Sql.Later<int[]> leave(Recording recording, List<Claim> claims) {
        List<Object[]> rows = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            rows.add(
                    new Object[] {
                        recording.now(),
                        claim.run(),
                        claim.instance(),
                        claim.attempt(),
                        claim.execution()
                    });
        }
        return recording.sql().updateAllLater(COMPLETE, rows);
    }

    /** Those whose instances were still theirs. */
    private static List<Claim> recorded(List<Claim> claims, int[] left, int[] ended) {
        List<Claim> recorded = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i] == 1) {
                ExecutionRows.expectOne(ended[i], claims.get(i).execution());
                recorded.add(claims.get(i));
            }
        }
        return recorded;
    }

    /** Appends one event for each success; those that were begun elsewhere are read for it. */
    private static void seal(
            Recording recording,
            Map<Claim, Completion> completions,
            List<Claim> recorded,
            Map<Long, List<ArtefactRef>> outputs,
            OpenExecutions memory) {
        List<Long> unknown = new ArrayList<>();
        for (Claim claim : recorded) {
            Optional<OpenExecutions.Opened> opened = memory.get(claim.execution());
            if (opened.isEmpty()) {
                unknown.add(claim.execution());
                continue;
            }
            Completion completion = completions.get(claim);
            Execution execution =
                    opened.get()
                            .execution()
                            .succeeded(
                                    completion.outputs(),
                                    completion.log().map(ArtefactRef::digest),
                                    recording.now(),
                                    completion.warnings(),
                                    completion.usage());
            recording.event(
                    SUCCEEDED,
                    "execution/" + execution.id(),
                    Seals.of(
                            execution,
                            opened.get().inputs(),
                            outputs.getOrDefault(execution.id(), List.of())));
        }
        if (!unknown.isEmpty()) {
            ExecutionRows.seal(recording, SUCCEEDED, unknown);
        }
    }

    static int cached(Recording recording, long run, List<Hit> hits) {
        if (hits.isEmpty()) {
            return 0;
        }
        List<Object[]> rows = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            rows.add(
                    new Object[] {
                        hit.execution(), hit.cacheKey(), recording.now(), run, hit.instance()
                    });
        }
        int[] counts = recording.sql().updateAll(REUSE, rows);
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
        List<Object[]> rows = new ArrayList<>(settlements.size());
        for (Settlement settlement : settlements) {
            rows.add(
                    new Object[] {
                        InstanceTransition.SETTLE.to(settlement.state()).name(),
                        settlement.reason(),
                        recording.now(),
                        run,
                        settlement.instance()
                    });
        }
        int[] counts = recording.sql().updateAll(SETTLE, rows);
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
                        .sql()
                        .update(
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
