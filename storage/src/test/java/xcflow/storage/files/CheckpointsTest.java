package xcflow.storage.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.home.Home;

class CheckpointsTest {
    @TempDir Path directory;
    private Checkpoints checkpoints;
    private final Set<String> noted = new HashSet<>();

    @BeforeEach
    void open() throws IOException {
        checkpoints = new Home(directory).checkpoints();
    }

    private void save(String identity, String text) throws IOException {
        checkpoints.save("key", identity, out -> out.write(text.getBytes(UTF_8)), noted::add);
    }

    private Checkpoints.Found find(String identity) throws IOException {
        return checkpoints.load("key", identity, noted::contains);
    }

    private String load() throws IOException {
        try (InputStream in = find("task 1").content().orElseThrow()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private Path file() {
        return directory.resolve("checkpoints/key");
    }

    @Test
    void givesBackTheLastOneSaved() throws IOException {
        save("task 1", "1");
        save("task 1", "2");
        assertThat(load()).isEqualTo("2");
        checkpoints.delete("key");
        assertThat(find("task 1").content()).isEmpty();
    }

    @Test
    void aFailedSaveLeavesTheOldOne() throws IOException {
        save("task 1", "1");
        assertThatThrownBy(
                        () ->
                                checkpoints.save(
                                        "key",
                                        "task 1",
                                        out -> {
                                            out.write('2');
                                            throw new IOException("disk full");
                                        },
                                        noted::add))
                .hasMessage("disk full");
        assertThat(load()).isEqualTo("1");
        assertThat(directory.resolve("checkpoints")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void refusesOneOfAnotherVersion() throws IOException {
        save("task 1", "1");
        assertThat(find("task 2").refused()).contains("another task, version or code");
    }

    @Test
    void refusesEveryShorterOne() throws IOException {
        save("task 1", "content");
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(find("task 1").content()).as("%d bytes", length).isEmpty();
        }
    }

    @Test
    void refusesOneOfWhichAnyByteWasChanged() throws IOException {
        save("task 1", "content");
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);
            assertThat(find("task 1").content()).as("byte %d", i).isEmpty();
        }
    }

    @Test
    void refusesOneThatNobodyNoted() throws IOException {
        save("task 1", "1");
        noted.clear();
        assertThat(find("task 1").refused()).contains("nobody recorded");
    }

    @Test
    void refusesNamesThatLeaveTheDirectory() {
        assertThatThrownBy(() -> checkpoints.load("../key", "task 1", digest -> true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
