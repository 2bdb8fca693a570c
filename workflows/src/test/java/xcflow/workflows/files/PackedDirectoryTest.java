package xcflow.workflows.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedDirectoryTest {
    @TempDir Path directory;

    private byte[] packed(Path which) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackedDirectory.write(which, out);
        return out.toByteArray();
    }

    private Path folder(String name) throws IOException {
        Path folder = directory.resolve(name);
        Files.createDirectories(folder.resolve("b/.git"));
        Files.writeString(folder.resolve("b/.CHRG"), "-1\n");
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(folder.resolve("b/.git/HEAD"), name);
        return folder;
    }

    @Test
    void hiddenFilesBelongToItAndARepositoryDoesNot() throws IOException {
        List<String> names = new ArrayList<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(packed(folder("one"))))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).containsExactly("a", "b/.CHRG");
    }

    @Test
    void theBytesDependOnPathsAndContentsOnly() throws IOException {
        Path one = folder("one");
        Path two = folder("two");
        Files.setLastModifiedTime(two.resolve("a"), FileTime.fromMillis(0));
        assertThat(packed(two)).isEqualTo(packed(one));
        Files.writeString(two.resolve("b/.CHRG"), "-2\n");
        assertThat(packed(two)).isNotEqualTo(packed(one));
    }

    @Test
    void aLinkThatLeadsOutIsRefused() throws IOException {
        Path one = folder("one");
        Path secret = Files.writeString(directory.resolve("secret"), "x");
        Files.createSymbolicLink(one.resolve("c"), secret);
        assertThatThrownBy(() -> packed(one))
                .hasMessageContaining("is a link that leads out of the directory");
    }
}
