package xcflow.provenance.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Seals;
import xcflow.provenance.record.Warning;

/** What the log says of the instances of one run. */
final class InstanceFacts {
    /** The last thing that happened to an instance. */
    private record Outcome(String state, long execution, String reason) {}

    private record Plan(List<Integer> numbers, String digest) {}

    private final List<Plan> plans = new ArrayList<>();
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private final Map<Integer, List<Warning>> warnings = new HashMap<>();

    /** Takes in an event of the run. */
    void add(String type, JsonNode payload) {
        switch (type) {
            case "instances-planned" -> {
                List<Integer> numbers = new ArrayList<>();
                payload.get("numbers").forEach(number -> numbers.add(number.asInt()));
                plans.add(new Plan(numbers, payload.get("digest").asString()));
            }
            case "instances-cached" ->
                    payload.get("instances")
                            .forEach(
                                    fact ->
                                            outcomes.put(
                                                    fact.get(0).asInt(),
                                                    new Outcome(
                                                            "CACHED", fact.get(1).asLong(), "")));
            case "instances-settled" ->
                    payload.get("instances")
                            .forEach(
                                    fact ->
                                            outcomes.put(
                                                    fact.get(0).asInt(),
                                                    new Outcome(
                                                            fact.get(1).asString(),
                                                            0,
                                                            fact.get(2).asString())));
            case "instances-imported" -> payload.get("instances").forEach(this::imported);
            case "instances-judged" -> payload.get("instances").forEach(this::judged);
            case "run-reopened" -> {
                outcomes.values().removeIf(outcome -> !hasResult(outcome));
                warnings.keySet().retainAll(outcomes.keySet());
            }
            default -> {
                // Other events of a run do not concern its instances.
            }
        }
    }

    private void imported(JsonNode fact) {
        int instance = fact.get(0).asInt();
        outcomes.put(
                instance,
                new Outcome(fact.get(1).asString(), fact.get(2).asLong(), fact.get(3).asString()));
        warnings.put(instance, Warning.read(fact.path(4)));
    }

    private void judged(JsonNode fact) {
        int instance = fact.get("instance").asInt();
        warnings.put(instance, Warning.read(fact.path("warnings")));
        if (fact.has("failure")) {
            Outcome before = outcomes.get(instance);
            long execution = before == null ? 0 : before.execution;
            outcomes.put(
                    instance, new Outcome("FAILED", execution, fact.get("failure").asString()));
        }
    }

    private static boolean hasResult(Outcome outcome) {
        return outcome.state.equals("SUCCEEDED") || outcome.state.equals("CACHED");
    }

    /** Takes in the end of an execution of the run. */
    void executed(int instance, String state, long execution) {
        outcomes.put(instance, new Outcome(state, execution, ""));
    }

    /** Compares the rows of the run's instances. */
    void compare(long run, List<Instance> rows, Findings findings) {
        Map<Integer, Instance> byNumber = new HashMap<>();
        rows.forEach(row -> byNumber.put(row.number(), row));
        Set<Integer> planned = new HashSet<>();
        for (Plan plan : plans) {
            planned.addAll(plan.numbers);
            comparePlan(run, plan, byNumber, findings);
        }
        for (Instance row : rows) {
            if (!planned.contains(row.number())) {
                findings.add(subject(row), "is recorded, but no event explains it");
            } else {
                compare(row, findings);
            }
        }
    }

    private static void comparePlan(
            long run, Plan plan, Map<Integer, Instance> byNumber, Findings findings) {
        List<NewInstance> found = new ArrayList<>();
        for (int number : plan.numbers) {
            Instance row = byNumber.get(number);
            if (row == null) {
                findings.add(
                        String.format(Locale.ROOT, "instance %d of run %d", number, run),
                        "is missing");
            } else {
                found.add(new NewInstance(number, row.step(), row.labels()));
            }
        }
        String digest = Seals.plan(found);
        if (found.size() == plan.numbers.size() && !digest.equals(plan.digest)) {
            findings.add(
                    "run " + run,
                    String.format(
                            Locale.ROOT,
                            "step or labels of an instance between %d and %d were altered",
                            plan.numbers.get(0),
                            plan.numbers.get(plan.numbers.size() - 1)),
                    plan.digest,
                    digest);
        }
    }

    private void compare(Instance row, Findings findings) {
        List<Warning> expected = Objects.requireNonNullElse(warnings.get(row.number()), List.of());
        if (!expected.equals(row.warnings())) {
            findings.add(
                    subject(row),
                    "warnings were altered",
                    Warning.json(expected).orElse(""),
                    Warning.json(row.warnings()).orElse(""));
        }
        Outcome outcome = outcomes.get(row.number());
        String state = row.state().name();
        if (outcome != null && (hasResult(outcome) || row.state().finished())) {
            if (!outcome.state.equals(state)) {
                findings.add(subject(row), "state was altered", outcome.state, state);
            } else if (outcome.execution != 0 && row.execution().orElse(0L) != outcome.execution) {
                findings.add(
                        subject(row),
                        "execution was altered",
                        Long.toString(outcome.execution),
                        row.execution().map(String::valueOf).orElse(""));
            } else if (!outcome.reason.isEmpty()
                    && !outcome.reason.equals(row.message().orElse(""))) {
                findings.add(
                        subject(row),
                        "message was altered",
                        outcome.reason,
                        row.message().orElse(""));
            }
        } else if (row.state().finished()) {
            findings.add(
                    subject(row), "has ended, but no event explains it", "", row.state().name());
        }
    }

    private static String subject(Instance row) {
        return String.format(
                Locale.ROOT, "instance %d of run %d (%s)", row.number(), row.run(), row.step());
    }
}
