package xcflow.runner.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.workflows.document.WorkflowSchema;
import xcflow.workflows.schema.TaskCatalog;

class EditorSchemaTest {
    private static final TaskCatalog TASKS = TaskCatalog.load();

    @TempDir Path directory;

    private Path experiment(String schema) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("a/b"));
        return Files.writeString(
                folder.resolve("x.yaml"),
                "# yaml-language-server: $schema=" + schema + "\nname: x\nsteps: {}\n");
    }

    @Test
    void theSchemaIsWrittenWhereTheFirstLineNamesIt() throws IOException {
        EditorSchema.keep(experiment("./schema/workflow.json"), TASKS);
        assertThat(directory.resolve("a/b/schema/workflow.json"))
                .content()
                .isEqualTo(WorkflowSchema.text(TASKS));
        EditorSchema.keep(experiment("../schema/workflow.json"), TASKS);
        assertThat(directory.resolve("a/schema/workflow.json")).exists();
        assertThat(directory.resolve("a/schema")).isDirectoryContaining("glob:**workflow.json");
    }

    @Test
    void nothingIsWrittenElsewhere() throws IOException {
        for (String other :
                new String[] {
                    "https://example.org/schema/workflow.json",
                    "/tmp/schema/workflow.json",
                    "../../../schema/workflow.json",
                    "./schema/other.json",
                    "./schema/../../workflow.json"
                }) {
            assertThat(EditorSchema.named(experiment(other))).as(other).isEmpty();
        }
        Files.writeString(directory.resolve("plain.yaml"), "name: x\n");
        assertThat(EditorSchema.named(directory.resolve("plain.yaml"))).isEmpty();
    }

    @Test
    void anOldOneIsRenewedAndAForeignOneLeftAlone() throws IOException {
        Path file = experiment("./schema/workflow.json");
        Path schema = directory.resolve("a/b/schema/workflow.json");
        Files.createDirectories(schema.getParent());
        Files.writeString(schema, "{\"$comment\": \"" + WorkflowSchema.MARK + "\"}");
        Files.setLastModifiedTime(schema, FileTime.fromMillis(0));
        EditorSchema.keep(file, TASKS);
        assertThat(schema).content().isEqualTo(WorkflowSchema.text(TASKS));
        Files.writeString(schema, "{}");
        Files.setLastModifiedTime(schema, FileTime.fromMillis(0));
        EditorSchema.keep(file, TASKS);
        assertThat(schema).content().isEqualTo("{}");
    }

    @Test
    void whereItCannotBeWrittenThereIsNone() throws IOException {
        Path file = experiment("./schema/workflow.json");
        Files.writeString(directory.resolve("a/b/schema"), "a file");
        EditorSchema.keep(file, TASKS);
        EditorSchema.keep(directory.resolve("missing.yaml"), TASKS);
        assertThat(directory.resolve("a/b/schema")).content().isEqualTo("a file");
    }
}
