package xcflow.workflows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void aHundredThousandInstancesArePlannedAndCarriedOut() throws Exception {
        Plan plan =
                Plans.plan(
                        """
                        steps:
                          a:
                            uses: add
                            matrix:
                              i: ${{ range(1000) }}
                              j: ${{ range(100) }}
                            with: {x: "${{ matrix.i }}", y: "${{ matrix.j }}"}
                          b: {uses: add, with: {x: "${{ steps.a.size() }}"}}
                        """);
        assertThat(plan.instances()).hasSize(100_001);
        double sum = 0;
        for (PlannedInstance instance : plan.step("a").orElseThrow().instances()) {
            sum += (Double) plan.inputs(instance).get("x");
            plan.cached(instance, Map.of("sum", 1.0));
        }
        assertThat(sum).isEqualTo(100 * 999 * 1000 / 2.0);
        assertThat(plan.inputs(Plans.find(plan, "b"))).containsEntry("x", 100_000.0);
    }

    @Test
    void aChainOfTenThousandStepsNeedsNoStack() throws Exception {
        StringBuilder text = new StringBuilder("steps:\n  s0: {uses: add, with: {x: 1}}\n");
        for (int i = 1; i < 10_000; i++) {
            text.append(
                    "  s%d: {uses: add, with: {x: \"${{ steps.s%d.sum }}\"}}%n"
                            .formatted(i, i - 1));
        }
        Plan plan = Plans.plan(text.toString());
        assertThat(plan.count(State.READY)).isEqualTo(1);
        plan.failed(Plans.find(plan, "s0"), "broken");
        assertThat(plan.count(State.SKIPPED)).isEqualTo(9_999);
        assertThat(plan.isFinished()).isTrue();
    }
}
