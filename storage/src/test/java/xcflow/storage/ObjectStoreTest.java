package xcflow.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path directory;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = new ObjectStore(directory);
    }

    private ObjectStore.Stored store(String text) throws IOException {
        return store.store(out -> out.write(text.getBytes(UTF_8)));
    }

    @Test
    void namesAnObjectByTheSha256OfItsContent() throws IOException {
        assertThat(store("abc")).isEqualTo(new ObjectStore.Stored(ABC, 3));
        assertThat(directory.resolve("ba").resolve(ABC.substring(2))).hasContent("abc");
        try (InputStream in = store.open(ABC)) {
            assertThat(in).hasContent("abc");
        }
        assertThat(store.size(ABC)).isEqualTo(3);
    }

    @Test
    void keepsEqualContentOnce() throws IOException {
        store("abc");
        store("abc");
        List<String> all = new ArrayList<>();
        store.forEach(all::add);
        assertThat(all).containsExactly(ABC);
    }

    @Test
    void leavesNothingBehindWhenTheContentFails() throws IOException {
        assertThatThrownBy(
                        () ->
                                store.store(
                                        out -> {
                                            out.write('a');
                                            throw new IOException("disk on fire");
                                        }))
                .hasMessage("disk on fire");
        assertThat(store.stale(Duration.ofDays(-1))).isEmpty();
        assertThat(store.contains(ABC)).isFalse();
    }

    @Test
    void objectsAreReadOnly() throws IOException {
        store("abc");
        assertThat(Files.getPosixFilePermissions(store.file(ABC)))
                .extracting(Enum::name)
                .noneMatch(name -> name.endsWith("WRITE"));
    }

    @Test
    void rehashingTellsWhatIsReallyThere() throws IOException {
        store("abc");
        assertThat(store.rehash(ABC)).contains(ABC);
        Path file = store.file(ABC);
        file.toFile().setWritable(true);
        Files.writeString(file, "abd");
        assertThat(store.rehash(ABC)).contains(Sha256.of("abd"));
        store.delete(ABC);
        assertThat(store.rehash(ABC)).isEmpty();
    }

    @Test
    void deletingFreesTheBytesOnce() throws IOException {
        store("abc");
        assertThat(store.delete(ABC)).isEqualTo(3);
        assertThat(store.delete(ABC)).isZero();
        assertThatThrownBy(() -> store.open(ABC))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(ABC);
    }

    @Test
    void refusesANameThatIsNotADigest() {
        assertThatThrownBy(() -> store.open("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theInterruptionOfAThreadDoesNotBreakItsObject() throws Exception {
        Thread.currentThread().interrupt();
        try {
            assertThat(store("abc").digest()).isEqualTo(ABC);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(store.rehash(ABC)).contains(ABC);
    }

    @Test
    void findsTemporaryFilesOfKilledProcesses() throws IOException {
        Path left = directory.resolve("tmp").resolve("left-over");
        Files.writeString(left, "half");
        assertThat(store.stale(Duration.ofHours(1))).isEmpty();
        assertThat(store.stale(Duration.ofDays(-1))).containsExactly(left);
    }
}
