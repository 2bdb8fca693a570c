package xcflow.workflows.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryPathsTest {
    @TempDir Path root;

    @BeforeEach
    void aDirectoryAndAFile() throws IOException {
        Files.createDirectory(root.resolve("sets"));
        Files.writeString(root.resolve("file"), "x");
    }

    private Path find(String path) throws IOException {
        return new ProjectFiles(root, root).find(path);
    }

    @Test
    void aPathThatEndsWithASlashIsADirectory() throws IOException {
        assertThat(find("sets/")).isEqualTo(root.resolve("sets"));
    }

    @Test
    void aDirectoryIsNotTakenForAFile() {
        assertThatThrownBy(() -> find("sets"))
                .hasMessage(
                        "'sets' is a directory, not a file; where a task takes a directory, write"
                                + " 'sets/'");
    }

    @Test
    void aFileIsNotTakenForADirectory() {
        assertThatThrownBy(() -> find("file/")).hasMessage("'file/' is not a directory");
    }

    @Test
    void theWorkflowsOwnDirectoryIsRefused() {
        assertThatThrownBy(() -> find("./")).hasMessage("'./' is the workflow's own directory");
    }

    @Test
    void noDirectoryOutsideIsFound() {
        assertThatThrownBy(() -> find("../"))
                .hasMessageContaining("leads out of the workflow's directory");
    }
}
