package xcflow.workflows.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import xcflow.workflows.SampleTasks;

class TaskPagesTest {
    @Test
    void aPageListsInputsWithUnitsDefaultsAndRanges() {
        String page = TaskPages.page(SampleTasks.catalog().find("everything").orElseThrow());
        assertThat(page)
                .contains("## everything")
                .contains("| `real` | number (Ha) | `0.5` | Real. At least 0. |")
                .contains("| `some` | list of number | `[1, 2]` | Some. 1 to 3 elements. |")
                .contains("| `molecules[].name` | text | **required** |  |")
                .contains("| `note` | text |  |");
    }

    @Test
    void allTasksAreOnOnePage() {
        assertThat(TaskPages.all(SampleTasks.catalog()))
                .contains("* [`clone`](#clone): Clone a functional")
                .contains("```yaml\nuses: sample-descriptors");
    }

    @Test
    void everyFunctionIsListed() {
        assertThat(TaskPages.functions()).contains("| `range(n), range(from, to)").contains("mean");
    }

    @Test
    void theUserGuideListsTheFunctionsAsTheyAre() throws Exception {
        assertThat(Files.readString(Path.of("../docs/write-an-experiment.md")))
                .contains(TaskPages.functions().strip());
    }
}
