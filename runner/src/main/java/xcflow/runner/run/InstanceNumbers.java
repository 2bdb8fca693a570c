package xcflow.runner.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.plan.PlannedInstance;

/**
 * Which record of the ledger belongs to which instance of the plan. A plan numbers instances as
 * they become known, which may be another order after a restart; step and labels stay the same.
 */
final class InstanceNumbers {
    private final long run;
    private final RunLedger ledger;
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<PlannedInstance, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> outputs;
    private final Map<Integer, List<Warning>> warnings = new HashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private int next;

    InstanceNumbers(long run, RunLedger ledger) {
        this.run = run;
        this.ledger = ledger;
        Map<String, Integer> recorded = new HashMap<>();
        List<Integer> results = new ArrayList<>();
        for (xcflow.provenance.record.Instance instance : ledger.instances(run)) {
            known.put(key(instance.step(), instance.labels(), recorded), instance.number());
            next = Math.max(next, instance.number() + 1);
            if (instance.state().hasResult()) {
                results.add(instance.number());
            }
        }
        if (!results.isEmpty()) {
            remember(ledger);
        }
        outputs = results.isEmpty() ? Map.of() : ledger.outputs(run, results);
    }

    /** The warnings of executions; those of this run's own are made again. */
    private void remember(RunLedger ledger) {
        Map<Integer, List<Warning>> all = ledger.warnings(run);
        for (xcflow.provenance.record.Instance instance : ledger.instances(run)) {
            List<Warning> found = all.getOrDefault(instance.number(), List.of());
            int others = found.size() - instance.warnings().size();
            warnings.put(instance.number(), found.subList(0, others));
        }
    }

    /** Gives numbers to instances and records those that are new. */
    void add(List<PlannedInstance> added) {
        List<NewInstance> unknown = new ArrayList<>();
        for (PlannedInstance instance : added) {
            String step = instance.step().id();
            String labels = PlainJson.write(instance.labels());
            Integer number = known.get(key(step, labels, occurrences));
            if (number == null) {
                number = next++;
                unknown.add(new NewInstance(number, step, labels));
            }
            numbers.put(instance, number);
        }
        if (!unknown.isEmpty()) {
            ledger.addInstances(run, unknown);
        }
    }

    int of(PlannedInstance instance) {
        return numbers.get(instance);
    }

    /** JSON of the outputs that the ledger had at the beginning; null if there were none. */
    String recordedOutputs(int number) {
        return outputs.get(number);
    }

    /** What the executions that the ledger had at the beginning say of their results. */
    List<Warning> recordedWarnings(int number) {
        return warnings.getOrDefault(number, List.of());
    }

    /** Two cells of a matrix may be equal; they are told apart by their order. */
    private static String key(String step, String labels, Map<String, Integer> occurrences) {
        String cell = step + "\u0000" + labels;
        return cell + "\u0000" + occurrences.merge(cell, 1, Integer::sum);
    }
}
