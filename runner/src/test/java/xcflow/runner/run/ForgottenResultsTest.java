package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.runner.TestProject;
import xcflow.workflows.plan.StepSelection;

class ForgottenResultsTest {
    private static final String TWO =
            """
            name: two
            steps:
              a: {uses: steered, matrix: {n: ['1', '2']}, with: {how: pass, name: "${{ matrix.n }}"}}
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
    void aForgottenResultIsComputedAgainAndItsOlderTwinIsNotUsedInstead() throws Exception {
        TestRun.of(project, 2, TWO).succeedAll();
        TestRun twice = TestRun.of(project, 2, TWO, StepSelection.ALL, List.of("a[n=2]"));
        twice.succeedAll();
        var forgotten = new ForgottenResults(project.ledger()).forget(twice.id(), 1, "a test");
        assertThat(forgotten).hasSize(2).allMatch(execution -> !execution.reusable());
        TestRun next = TestRun.of(project, 2, TWO);
        assertThat(TestRun.labels(next.conductor.advance())).containsExactly("a[n=2]");
    }

    @Test
    void forgettingTwiceDoesNothingMore() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        run.succeedAll();
        ForgottenResults results = new ForgottenResults(project.ledger());
        assertThat(results.forget(run.id(), 0, null)).hasSize(1);
        assertThat(results.forget(run.id(), 0, null)).isEmpty();
    }
}
