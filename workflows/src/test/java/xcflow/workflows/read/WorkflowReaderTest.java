package xcflow.workflows.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import xcflow.workflows.SampleTasks;
import xcflow.workflows.model.Workflow;

class WorkflowReaderTest {
    private static final Path SAMPLE = Path.of("src/test/resources/clone-pbe.yaml");

    @Test
    void readsTheExampleOfTheUserGuide() throws Exception {
        Workflow workflow = WorkflowReader.read(SAMPLE, SampleTasks.catalog());
        assertThat(workflow.name()).isEqualTo("clone-pbe");
        assertThat(workflow.steps()).containsOnlyKeys("descriptors", "clone", "validate");
        assertThat(workflow.steps().get("clone").task().version()).isEqualTo("2");
        assertThat(workflow.steps().get("clone").matrix().orElseThrow().names())
                .containsExactly("architecture", "seed");
    }
}
