package xcflow.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.home.Home;

class ScratchTest {
    @TempDir Path directory;

    @Test
    void deletesTheDirectoryButNotWhatItsLinksPointTo() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "mine");
        Path path;
        try (Scratch.Directory scratch = new Home(directory).scratch().create("run-1")) {
            path = scratch.path();
            assertThat(path).isEmptyDirectory();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c"), "text");
            Files.createSymbolicLink(path.resolve("link"), outside);
        }
        assertThat(path).doesNotExist();
        assertThat(outside.resolve("precious")).hasContent("mine");
    }
}
