package xcflow.workflows.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static xcflow.workflows.plan.Plans.plan;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a result that is not as the step expects it. */
class UnmetTest {
    @Test
    void anExpectationNamesWhatWasFoundInstead() throws Exception {
        Plan plan =
                plan(
                        """
                        parameters: {most: {default: 6}}
                        steps:
                          a:
                            uses: add
                            matrix: {x: [1, 2]}
                            with: {x: "${{ matrix.x }}"}
                            expect:
                              - ${{ outputs.sum < parameters.most }}
                              - that: ${{ outputs.sum == matrix.x }}
                                message: B′ of ${{ matrix.x }} is ${{ outputs.sum }}
                                severity: warning
                              - ${{ max(outputs.sum, 0) }}
                              - ${{ 1 / (outputs.sum - 2) < 9 }}
                        """);
        PlannedInstance instance = plan.instances().get(1);
        assertThat(plan.unmet(instance, Map.of("sum", 32.5)))
                .extracting(Unmet::toString)
                .containsExactly(
                        "Unmet[severity=ERROR, message=expected ${{ outputs.sum < parameters.most }},"
                                + " found outputs.sum = 32.5, parameters.most = 6]",
                        "Unmet[severity=WARNING, message=B′ of 2 is 32.5: expected ${{ outputs.sum =="
                                + " matrix.x }}, found outputs.sum = 32.5, matrix.x = 2]",
                        "Unmet[severity=ERROR, message=${{ max(outputs.sum, 0) }} is neither true nor false"
                                + " but number 32.5, found outputs.sum = 32.5]");
        assertThat(plan.unmet(instance, Map.of("sum", 2.0)))
                .extracting(Unmet::message)
                .last()
                .asString()
                .startsWith("cannot be decided: ${{ 1 / (outputs.sum - 2) < 9 }}: ");
    }

    @Test
    void aTextThatWasFoundIsInQuotesAndOnOneLine() throws Exception {
        Plan plan =
                plan(
                        """
                        parameters: {name: {default: "7"}}
                        steps:
                          a:
                            uses: add
                            matrix: {t: ["a \\"b\\"\\nc"]}
                            with: {x: 1}
                            expect: ["${{ matrix.t == parameters.name }}"]
                        """);
        assertThat(plan.unmet(plan.instances().get(0), Map.of("sum", 1.0)))
                .extracting(Unmet::message)
                .containsExactly(
                        "expected ${{ matrix.t == parameters.name }}, found matrix.t ="
                                + " \"a \\\"b\\\"\\nc\", parameters.name = \"7\"");
    }
}
