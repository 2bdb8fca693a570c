package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.TestProject;

/** What becomes of instances before anything is executed. */
class PreparationTest {
    private static final String EXPECTING =
            """
            name: expecting
            steps:
              a:
                uses: steered
                with: {how: pass, name: a}
                expect: ["${{ outputs.name == 'GOOD' }}"]
              b: {uses: steered, with: {how: pass, name: "${{ steps.a.name }}"}}
            """;

    @TempDir private Path directory;
    private TestProject project;

    @BeforeEach
    void open() throws Exception {
        project = new TestProject(directory);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void hitsAreFollowedThroughAllLevelsInOnePass() throws Exception {
        StringBuilder chain = new StringBuilder("name: chain\nsteps:\n");
        chain.append("  s0: {uses: steered, with: {how: pass, name: s0}}\n");
        for (int i = 1; i < 20; i++) {
            chain.append("  s").append(i).append(": {uses: steered, with: {how: pass, name: \"");
            chain.append("${{ steps.s").append(i - 1).append(".name }}+\"}}\n");
        }
        TestRun.of(project, 2, chain.toString()).succeedAll();
        TestRun again = TestRun.of(project, 2, chain.toString());
        assertThat(again.conductor.advance()).isEmpty();
        assertThat(again.states()).hasSize(20).containsOnly(InstanceState.CACHED);
        assertThat(again.told.told).hasSize(2);
    }

    @Test
    void inputsThatHaveNoValueFailTheirInstanceAlone() throws Exception {
        TestRun run =
                TestRun.of(
                        project,
                        2,
                        """
                        name: missing
                        steps:
                          good: {uses: steered, with: {how: pass, name: good}}
                          bad: {uses: steered, with: {how: pass, name: "${{ steps.good.name[9] }}"}}
                          other: {uses: steered, needs: [good], with: {how: pass, name: other}}
                        """);
        run.succeedAll();
        assertThat(run.states())
                .containsExactly(
                        InstanceState.SUCCEEDED, InstanceState.FAILED, InstanceState.SUCCEEDED);
        assertThat(run.conductor.result()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aReusedResultThatIsNotWhatIsExpectedFails() throws Exception {
        TestRun run = TestRun.of(project, 2, EXPECTING.replace("'GOOD'", "'a'"));
        run.succeed(run.conductor.advance().get(0), "a");
        run.succeedAll();
        assertThat(run.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        TestRun stricter = TestRun.of(project, 2, EXPECTING);
        assertThat(stricter.conductor.advance()).isEmpty();
        assertThat(stricter.conductor.result()).isEqualTo(RunState.FAILED);
        assertThat(stricter.states()).containsExactly(InstanceState.FAILED, InstanceState.SKIPPED);
    }

    @Test
    void stepsThatDoNotRunAreSkippedWithoutATicket() throws Exception {
        TestRun run =
                TestRun.of(
                        project,
                        2,
                        """
                        name: conditional
                        parameters: {wanted: {type: bool, default: false}}
                        steps:
                          a: {uses: steered, when: "${{ parameters.wanted }}", with: {how: pass, name: a}}
                        """);
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.states()).containsExactly(InstanceState.SKIPPED);
        assertThat(run.conductor.result()).isEqualTo(RunState.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "true, has(steps.opt.name) ? steps.opt.name : steps.alt.name, opt",
        "false, has(steps.opt.name) ? steps.opt.name : steps.alt.name, alt",
        "'true', 'orValue(steps.opt.name, steps.alt.name)', opt",
        "'false', 'orValue(steps.opt.name, steps.alt.name)', alt",
    })
    void aJoinTakesTheBranchThatWasTaken(String go, String expression, String result)
            throws Exception {
        TestRun run =
                TestRun.of(
                        project,
                        2,
                        """
                        name: branches
                        parameters: {go: {type: bool, default: false}}
                        steps:
                          opt: {uses: steered, when: "${{ parameters.go }}", with: {how: pass, name: opt}}
                          alt: {uses: steered, when: "${{ !parameters.go }}", with: {how: pass, name: alt}}
                          join: {uses: steered, with: {how: pass, name: "join ${{ EXPRESSION }}"}}
                        """
                                .replace("EXPRESSION", expression),
                        "go=" + go);
        run.succeed(run.conductor.advance().get(0), result);
        assertThat(run.conductor.advance().get(0).work().inputs())
                .contains("\"name\":\"join " + result + "\"");
    }
}
