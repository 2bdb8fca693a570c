package xcflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir Path directory;
    private Checkpoints checkpoints;

    @BeforeEach
    void open() throws IOException {
        checkpoints = new Home(directory).checkpoints();
    }

    private String load(String name) throws IOException {
        try (InputStream in = checkpoints.load(name).orElseThrow()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void givesBackTheLastOneSaved() throws IOException {
        checkpoints.save("key", out -> out.write('1'));
        checkpoints.save("key", out -> out.write('2'));
        assertThat(load("key")).isEqualTo("2");
        checkpoints.delete("key");
        assertThat(checkpoints.load("key")).isEmpty();
    }

    @Test
    void aFailedSaveLeavesTheOldOne() throws IOException {
        checkpoints.save("key", out -> out.write('1'));
        assertThatThrownBy(
                        () ->
                                checkpoints.save(
                                        "key",
                                        out -> {
                                            out.write('2');
                                            throw new IOException("disk full");
                                        }))
                .hasMessage("disk full");
        assertThat(load("key")).isEqualTo("1");
        assertThat(directory.resolve("checkpoints")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void refusesNamesThatLeaveTheDirectory() {
        assertThatThrownBy(() -> checkpoints.load("../key"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
