package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.runner.TestProject;
import xcflow.workflows.plan.PlannedInstance;

class SubmissionTest {
    @TempDir private Path directory;
    private TestProject project;
    private final AtomicInteger plans = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        project = new TestProject(directory);
    }

    @AfterEach
    void close() {
        project.close();
    }

    private Submission.Submitted submit(String workflow) throws Exception {
        RunRequest request = project.request(workflow);
        Submission submission =
                new Submission(
                        project.provenance(),
                        project.tasks(),
                        (outline, run, files) -> {
                            plans.incrementAndGet();
                            return outline.plan(run, files);
                        });
        return submission.submit(
                request, request.outline(request.read(project.tasks())), Optional.empty());
    }

    @Test
    void aRunIsPlannedOnce() throws Exception {
        Submission.Submitted submitted =
                submit(
                        """
                        name: once
                        steps:
                          a:
                            uses: steered
                            matrix: {n: [1, 2, 3]}
                            with: {how: pass, name: "${{ run.id }}-${{ matrix.n }}"}
                        """);
        assertThat(plans).hasValue(1);
        assertThat(submitted.plan().instances()).hasSize(3);
        PlannedInstance last = submitted.plan().instances().get(2);
        assertThat(submitted.plan().inputs(last))
                .containsEntry("name", submitted.run().id() + "-3");
    }

    @Test
    void oneWhoseInstancesDependOnItsNumberIsPlannedAgainWhenItHasOne() throws Exception {
        Submission.Submitted submitted =
                submit(
                        """
                        name: twice
                        steps:
                          a:
                            uses: steered
                            matrix: {n: ["run-${{ run.id }}"]}
                            with: {how: pass, name: "${{ matrix.n }}"}
                        """);
        assertThat(plans).hasValue(2);
        PlannedInstance only = submitted.plan().instances().get(0);
        assertThat(submitted.plan().inputs(only))
                .containsEntry("name", "run-" + submitted.run().id());
    }
}
