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
import xcflow.storage.files.Look;
import xcflow.storage.files.VerificationMemo;

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

    private Path alter(String text) throws IOException {
        Path file = directory.resolve(ABC.substring(0, 2)).resolve(ABC.substring(2));
        file.toFile().setWritable(true);
        Files.writeString(file, text);
        return file;
    }

    @Test
    void anAlteredObjectIsPutAsideInsteadOfBeingRead() throws IOException {
        store("abc");
        alter("abd");
        assertThatThrownBy(() -> store.open(ABC))
                .isInstanceOf(DamagedObjectException.class)
                .hasMessageContaining("artefact " + ABC + " was altered")
                .hasMessageContaining(Sha256.of("abd"));
        assertThat(store.contains(ABC)).isFalse();
        assertThat(store.quarantined())
                .containsExactly(directory.resolve("quarantine").resolve(ABC));
        assertThat(store.quarantined().get(0)).hasContent("abd");
        store("abc");
        assertThat(store.file(ABC)).hasContent("abc");
        alter("");
        assertThat(store.sound(ABC)).isFalse();
        assertThat(store.quarantined()).hasSize(2);
    }

    @Test
    void contentThatIsStoredAgainReplacesAnAlteredObject() throws IOException {
        store("abc");
        alter("abd");
        store("abc");
        assertThat(store.rehash(ABC)).contains(ABC);
    }

    @Test
    void settingSizeAndTimeBackDoesNotHideAnAlteration() throws IOException {
        store("abc");
        Path file = store.file(ABC);
        var modified = Files.getLastModifiedTime(file);
        Look before = Look.at(file);
        // Until the file system's clock has moved on, as it does within some milliseconds.
        do {
            alter("abd");
            Files.setLastModifiedTime(file, modified);
        } while (Look.at(file).changed() == before.changed());
        assertThat(store.sound(ABC)).isFalse();
    }

    @Test
    void anotherProcessNeedNotHashWhatWasFoundRight() throws IOException {
        store("abc");
        Look look = Look.at(store.file(ABC));
        VerificationMemo memo = new VerificationMemo(directory.resolve("verified"));
        assertThat(memo.knows(ABC, look)).isTrue();
        assertThat(memo.knows(ABC, new Look(4, look.modified(), look.changed(), look.inode())))
                .isFalse();
    }

    @Test
    void aMemoThatWasCutOrDeletedCostsNothingButHashing() throws IOException {
        store("abc");
        Path memo = directory.resolve("verified");
        byte[] whole = Files.readAllBytes(memo);
        Files.write(memo, java.util.Arrays.copyOf(whole, whole.length + 17));
        assertThat(new ObjectStore(directory).file(ABC)).hasContent("abc");
        assertThat(Files.size(memo)).isEqualTo(whole.length);
        Files.delete(memo);
        assertThat(new ObjectStore(directory).file(ABC)).hasContent("abc");
        assertThat(memo).hasBinaryContent(whole);
    }

    @Test
    void aStreamWhoseObjectIsAlteredWhileItIsReadFailsAtItsEnd() throws IOException {
        String text = "x".repeat(100_000);
        String digest = store(text).digest();
        Path file = store.file(digest);
        try (InputStream in = store.open(digest)) {
            in.readNBytes(1_000);
            file.toFile().setWritable(true);
            Files.writeString(file, "y".repeat(100_000));
            assertThatThrownBy(in::readAllBytes).isInstanceOf(DamagedObjectException.class);
        }
        assertThat(store.contains(digest)).isFalse();
    }

    @Test
    void stagedObjectsBecomeVisibleTogetherOrDisappear() throws IOException {
        try (Staging staging = store.stage()) {
            staging.add(out -> out.write("abc".getBytes(UTF_8)), ABC);
            assertThat(store.contains(ABC)).isFalse();
        }
        assertThat(store.contains(ABC)).isFalse();
        try (Staging staging = store.stage()) {
            staging.add(out -> out.write("abc".getBytes(UTF_8)), ABC);
            staging.add(out -> out.write("other".getBytes(UTF_8)), Sha256.of("another"));
            staging.place();
        }
        assertThat(store.file(ABC)).hasContent("abc");
        assertThat(store.contains(Sha256.of("another"))).isFalse();
        assertThat(store.stale(Duration.ofDays(-1))).isEmpty();
    }
}
