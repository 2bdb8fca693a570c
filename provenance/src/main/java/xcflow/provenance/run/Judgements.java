package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.InstanceTransition;

/** Recording of what runs make of their results. */
final class Judgements {
    /** Those that are not rejected keep their state. */
    private static final String JUDGE =
            """
            update instances set state = case when ? then STATE else state end,
                message = ?, warnings = ?, changed = ?
            where run_id = ? and number = ? and CONDITION
            """
                    .replace("STATE", InstanceTransition.REJECT.sqlTarget())
                    .replace("CONDITION", InstanceTransition.REJECT.sqlCondition());

    private Judgements() {}

    static int record(Recording recording, long run, List<Judgement> judgements) {
        if (judgements.isEmpty()) {
            return 0;
        }
        List<Object[]> rows = new ArrayList<>(judgements.size());
        for (Judgement judgement : judgements) {
            rows.add(
                    new Object[] {
                        judgement.failure().isPresent(),
                        judgement.failure(),
                        Warning.json(judgement.warnings()),
                        recording.now(),
                        run,
                        judgement.instance()
                    });
        }
        int[] counts = recording.sql().updateAll(JUDGE, rows);
        List<Map<String, Object>> facts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                facts.add(fact(judgements.get(i)));
            }
        }
        if (!facts.isEmpty()) {
            recording.event("instances-judged", "run/" + run, Map.of("instances", facts));
        }
        return facts.size();
    }

    private static Map<String, Object> fact(Judgement judgement) {
        Map<String, Object> fact = new LinkedHashMap<>();
        fact.put("instance", judgement.instance());
        judgement.failure().ifPresent(reason -> fact.put("failure", reason));
        fact.put("warnings", Warning.facts(judgement.warnings()));
        return fact;
    }
}
