package xcflow.workflows.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static xcflow.workflows.plan.Plans.find;
import static xcflow.workflows.plan.Plans.plan;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.workflows.text.InvalidInputException;

class PlanTest {
    private static final String DIAMOND =
            """
            parameters:
              start: {type: number, default: 1}
            steps:
              last:
                uses: add
                with: {x: "${{ steps.middle.map(m, m.sum).sum() }}"}
              middle:
                uses: add
                matrix: {a: [10, 20], b: [1, 2, 3]}
                with: {x: "${{ steps.first.sum }}", y: "${{ matrix.a + matrix.b }}"}
              first:
                uses: add
                with: {x: "${{ parameters.start }}"}
            outputs:
              total: ${{ steps.last.sum }}
              all: ${{ steps.middle }}
            """;

    @Test
    void aDiamondFansOutAndIn() throws Exception {
        Plan plan = plan(DIAMOND);
        assertThat(plan.instances()).hasSize(8);
        Plans.run(plan);
        assertThat(plan.isFinished()).isTrue();
        assertThat(plan.isSuccessful()).isTrue();
        assertThat(plan.outputs().values()).containsEntry("total", 108.0);
    }

    @Test
    void aListOfInstancesIsInMatrixOrderWithLabels() throws Exception {
        Plan plan = plan(DIAMOND);
        Plans.run(plan);
        List<?> all = (List<?>) plan.outputs().values().get("all");
        assertThat(all).hasSize(6);
        assertThat(all.get(1)).isEqualTo(Map.of("sum", 13.0, "matrix", Map.of("a", 10L, "b", 2L)));
    }

    @Test
    void theInputsAreCompleteAndCanonical() throws Exception {
        Plan plan = plan(DIAMOND);
        assertThat(plan.inputs(find(plan, "first"))).isEqualTo(Map.of("x", 1.0, "y", 0.0));
    }

    private static final String ELEMENTWISE =
            """
            parameters:
              xs: {type: list, default: [1, -1, 3]}
            steps:
              a:
                uses: add
                matrix: {x: "${{ parameters.xs }}"}
                with: {x: "${{ matrix.x }}"}
              b:
                uses: add
                matrix: {of: "${{ steps.a }}", y: [1, 2]}
                with: {x: "${{ matrix.of.sum }}", y: "${{ matrix.of.matrix.x }}"}
              c:
                uses: add
                with: {x: "${{ steps.b.size() }}"}
              d:
                uses: add
                needs: b
                with: {x: 1}
            """;

    @Test
    void anInstanceDependsOnlyOnTheElementThatItRunsOver() throws Exception {
        Plan plan = plan(ELEMENTWISE);
        assertThat(plan.instances()).hasSize(3 + 6 + 1 + 1);
        PlannedInstance first = find(plan, "a[x=1]");
        List<Change> changes = plan.succeeded(first, Map.of("sum", 1.0));
        assertThat(changes)
                .filteredOn(change -> change.after() == State.READY)
                .extracting(change -> change.instance().label())
                .containsExactly("b[of=(x=1), y=1]", "b[of=(x=1), y=2]");
    }

    @Test
    void aFailureStopsOnlyWhatDependsOnIt() throws Exception {
        Plan plan = plan(ELEMENTWISE);
        Plans.run(plan);
        assertThat(plan.count(State.SUCCEEDED)).isEqualTo(2 + 4);
        assertThat(find(plan, "b[of=(x=-1), y=1]").reason()).isEqualTo("a[x=-1] failed");
        assertThat(find(plan, "c").state()).isEqualTo(State.SKIPPED);
        assertThat(find(plan, "d").state()).isEqualTo(State.SKIPPED);
        assertThat(plan.isFinished()).isTrue();
        assertThat(plan.isSuccessful()).isFalse();
    }

    @Test
    void aToleratedFailureIsLeftOutOfLists() throws Exception {
        Plan plan = plan(ELEMENTWISE.replace("  b:\n", "    on-failure: continue\n  b:\n"));
        Map<String, Map<String, Object>> inputs = Plans.run(plan);
        assertThat(inputs.get("c")).containsEntry("x", 4.0);
        assertThat(find(plan, "d").state()).isEqualTo(State.SUCCEEDED);
        assertThat(find(plan, "b[of=(x=-1), y=1]").state()).isEqualTo(State.SKIPPED);
        assertThat(plan.isSuccessful()).isTrue();
    }

    @Test
    void aFalseConditionSkipsTheStepAndWhatReadsIt() throws Exception {
        Plan plan =
                plan(
                        """
                        parameters: {extra: {type: bool, default: false}}
                        steps:
                          a: {uses: add, when: "${{ parameters.extra }}", with: {x: 1}}
                          reads: {uses: add, with: {x: "${{ steps.a.sum }}"}}
                          after: {uses: add, needs: [a, reads], with: {x: 1}}
                        """);
        Plans.run(plan);
        assertThat(find(plan, "a").reason()).isEqualTo("when is false");
        assertThat(find(plan, "reads").reason()).isEqualTo("a skipped");
        assertThat(find(plan, "after").state()).isEqualTo(State.SUCCEEDED);
        assertThat(plan.isSuccessful()).isTrue();
    }

    @Test
    void aMatrixOverARunTimeListIsMadeWhenTheListIsKnown() throws Exception {
        Plan plan =
                plan(
                        """
                        steps:
                          n: {uses: add, with: {x: 3}}
                          many:
                            uses: add
                            matrix: {i: "${{ range(steps.n.sum) }}"}
                            with: {x: "${{ matrix.i }}"}
                          each:
                            uses: add
                            matrix: {m: "${{ steps.many }}"}
                            with: {x: "${{ matrix.m.sum * 2 }}"}
                          sum: {uses: add, with: {x: "${{ steps.each.map(e, e.sum).sum() }}"}}
                        """);
        assertThat(plan.instances()).hasSize(2);
        assertThat(plan.step("many").orElseThrow().isExpanded()).isFalse();
        Plans.run(plan);
        assertThat(plan.instances()).hasSize(8);
        assertThat(find(plan, "sum").outputs()).containsEntry("sum", 6.0);
    }

    @Test
    void aMatrixThatIsNoListFailsItsStep() throws Exception {
        Plan plan =
                plan(
                        """
                        steps:
                          e: {uses: everything}
                          a:
                            uses: add
                            matrix: {i: "${{ steps.e.anything }}"}
                            with: {x: 1}
                          b: {uses: add, needs: a, with: {x: 1}}
                        """);
        plan.succeeded(find(plan, "e"), Map.of("anything", 5L, "note", "x"));
        assertThat(plan.step("a").orElseThrow().problem())
                .contains("an axis of a matrix must be a list, not number 5");
        assertThat(find(plan, "b").state()).isEqualTo(State.SKIPPED);
        assertThat(plan.isFinished()).isTrue();
        assertThat(plan.isSuccessful()).isFalse();
    }

    @Test
    void includeAddsAndExcludeRemovesCells() throws Exception {
        Plan plan =
                plan(
                        """
                        steps:
                          a:
                            uses: add
                            matrix:
                              i: [1, 2]
                              j: [x, y]
                              exclude: [{i: 1, j: y}]
                              include: [{i: 7, j: z}]
                            with: {x: "${{ matrix.i }}"}
                        """);
        assertThat(plan.instances())
                .extracting(PlannedInstance::label)
                .containsExactly("a[i=1, j=x]", "a[i=2, j=x]", "a[i=2, j=y]", "a[i=7, j=z]");
    }

    @Test
    void excludeCanNameTheLabelsOfAnUpstreamInstance() throws Exception {
        Plan plan =
                plan(
                        ELEMENTWISE.replace(
                                "{of: \"${{ steps.a }}\", y: [1, 2]}",
                                "{of: \"${{ steps.a }}\", y: [1, 2], exclude: [{of: {x: 3}}]}"));
        assertThat(plan.step("b").orElseThrow().instances()).hasSize(4);
    }

    @Test
    void settingsCanDependOnParametersAndMatrix() throws Exception {
        Plan plan =
                plan(
                        """
                        parameters: {limit: {type: duration, default: 90s}}
                        defaults: {retry: {attempts: 3}, timeout: "${{ parameters.limit }}"}
                        steps:
                          a:
                            uses: add
                            matrix: {n: [1, 2]}
                            with: {x: 1}
                            resources: {threads: "${{ matrix.n }}", memory: 2GiB}
                        """);
        var settings = plan.settings(find(plan, "a[n=2]"));
        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.timeout()).hasValue(java.time.Duration.ofSeconds(90));
        assertThat(settings.threads()).hasValue(2);
        assertThat(settings.memory()).hasValue(2L << 30);
    }

    @Test
    void cancellingEndsEverything() throws Exception {
        Plan plan = plan(ELEMENTWISE);
        plan.started(find(plan, "a[x=1]"));
        plan.cancel();
        assertThat(plan.isFinished()).isTrue();
        assertThat(plan.count(State.CANCELLED)).isEqualTo(plan.instances().size());
        assertThat(plan.isSuccessful()).isFalse();
    }

    @Test
    void untilLeavesOutWhatIsNotNeeded() throws Exception {
        var workflow = Plans.workflow(DIAMOND);
        Plan plan =
                Planner.plan(
                        workflow,
                        Map.of("start", 1L),
                        Plans.facts(),
                        new StepSelection(List.of(), List.of("middle")));
        assertThat(plan.steps())
                .extracting(PlannedStep::toString)
                .containsExactly("middle", "first");
        assertThatThrownBy(
                        () ->
                                Planner.plan(
                                        workflow,
                                        Map.of(),
                                        Plans.facts(),
                                        new StepSelection(List.of(), List.of("midle"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'middle'?");
    }

    @Test
    void aValueThatDoesNotFitIsReportedWithItsPlace() throws Exception {
        Plan plan =
                plan(
                        """
                        steps:
                          e: {uses: everything}
                          a:
                            uses: add
                            with:
                              x: ${{ steps.e.anything }}
                        """);
        plan.succeeded(find(plan, "e"), Map.of("anything", "text", "note", ""));
        assertThatThrownBy(() -> plan.inputs(find(plan, "a")))
                .hasMessageEndingWith("test.yaml:6:10: x: expected number but found text 'text'");
    }

    @Test
    void filesBecomeArtefactsAndMayNotEscape() throws Exception {
        String text =
                """
                parameters: {functional: {type: string, default: clone-pbe.yaml}}
                steps:
                  a:
                    uses: scf-validate
                    with: {functional: {file: "${{ parameters.functional }}"}, molecules: []}
                """;
        Plan plan = plan(text);
        assertThat(plan.inputs(find(plan, "a")))
                .containsEntry("functional", Plans.artefact("clone-pbe.yaml"));
        Plan escaping = plan(text, "functional=../../../pom.xml");
        assertThatThrownBy(() -> escaping.inputs(find(escaping, "a")))
                .hasMessageContaining("leads out of the workflow's directory");
    }

    @Test
    void illegalTransitionsAreRefused() throws Exception {
        Plan plan = plan(DIAMOND);
        assertThatThrownBy(() -> plan.started(find(plan, "last")))
                .isInstanceOf(IllegalStateException.class);
    }
}
