package xcflow.workflows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must not depend on names, order and the sequence of execution. */
class PlanPropertiesTest {

    /** Steps of a random graph, each written as text that refers to others by their names. */
    private static List<String> steps(Random random, int size, String prefix) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean matrix = random.nextInt(4) == 0;
            String x = i == 0 ? "1" : reference(random.nextInt(i), prefix);
            String y = matrix ? "${{ matrix.n }}" : String.valueOf(random.nextInt(5));
            steps.add(
                    "  %s%d:%n    uses: add%n    with: {x: \"%s\", y: \"%s\"}%n%s"
                            .formatted(
                                    prefix,
                                    i,
                                    x.replace("1", x.equals("1") ? "${{ 1 }}" : "1"),
                                    matrix ? y : "${{ " + y + " }}",
                                    matrix ? "    matrix: {n: [1, 2, 3]}\n" : ""));
        }
        return steps;
    }

    private static String reference(int index, String prefix) {
        // Works for both, a step with a matrix and one without.
        return "${{ size(string(size([steps.%s%d]))) }}".formatted(prefix, index);
    }

    private static List<String> inputs(Plan plan) throws Exception {
        List<String> inputs = new ArrayList<>();
        Plans.run(plan).values().forEach(map -> inputs.add(new TreeMap<>(map).toString()));
        Collections.sort(inputs);
        return inputs;
    }

    @Property(tries = 40)
    void renamingAndReorderingStepsLeavesResolvedInputs(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) throws Exception {
        List<String> steps = steps(new Random(seed), size, "s");
        List<String> renamed = steps(new Random(seed), size, "other-name-");
        Collections.shuffle(renamed, new Random(seed));
        Plan plan = Plans.plan("steps:\n" + String.join("", steps));
        Plan other = Plans.plan("steps:\n" + String.join("", renamed));
        assertThat(inputs(plan)).isEqualTo(inputs(other));
    }

    @Property(tries = 40)
    void theSequenceOfExecutionDoesNotMatter(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) throws Exception {
        String text = "steps:\n" + String.join("", steps(new Random(seed), size, "s"));
        Map<String, Map<String, Object>> expected = Plans.run(Plans.plan(text));
        Plan plan = Plans.plan(text);
        Random random = new Random(seed + 1);
        List<PlannedInstance> ready = new ArrayList<>(plan.instances(State.READY));
        while (!ready.isEmpty()) {
            PlannedInstance instance = ready.remove(random.nextInt(ready.size()));
            assertThat(plan.inputs(instance)).isEqualTo(expected.get(instance.label()));
            plan.succeeded(instance, Plans.add(plan, instance)).stream()
                    .filter(change -> change.after() == State.READY)
                    .forEach(change -> ready.add(change.instance()));
        }
        assertThat(plan.isFinished()).isTrue();
        assertThat(plan.count(State.SUCCEEDED)).isEqualTo(expected.size());
    }
}
