package xcflow.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.ObjectStore;
import xcflow.storage.ObjectStoreContract;
import xcflow.storage.Sha256;

class FileObjectStoreTest extends ObjectStoreContract {
    @TempDir Path directory;

    @Override
    protected ObjectStore open() throws IOException {
        return new FileObjectStore(directory);
    }

    private Path place(String digest) {
        return directory.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }

    @Override
    protected void alter(String digest, String content) throws IOException {
        Path file = place(digest);
        file.toFile().setWritable(true);
        Files.writeString(file, content);
    }

    @Test
    void objectsAreReadOnlyFilesInTheirPlaces() throws IOException {
        store("abc");
        assertThat(store.file(ABC)).isEqualTo(place(ABC));
        assertThat(Files.getPosixFilePermissions(place(ABC)))
                .extracting(Enum::name)
                .noneMatch(name -> name.endsWith("WRITE"));
    }

    @Test
    void anObjectThatASharedFileSystemShowsLateIsWaitedFor() throws Exception {
        ObjectStore patient = new FileObjectStore(directory, Duration.ofMinutes(1));
        store("abc");
        Path hidden = directory.resolve("tmp").resolve("hidden");
        Files.move(place(ABC), hidden);
        assertThat(patient.sound(ABC)).isFalse();
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Path> file =
                CompletableFuture.supplyAsync(
                        () -> {
                            asked.countDown();
                            try {
                                return patient.file(ABC);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        asked.await();
        Files.move(hidden, place(ABC));
        assertThat(file.get()).hasContent("abc");
        assertThatThrownBy(() -> store.file(Sha256.of("never stored")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void findsTemporaryFilesOfKilledProcesses() throws IOException {
        Path left = directory.resolve("tmp").resolve("left-over");
        Files.writeString(left, "half");
        assertThat(store.stale(Duration.ofHours(1))).isEmpty();
        assertThat(store.stale(Duration.ofDays(-1))).containsExactly(left);
    }

    @Test
    void keepsWhatWasPutAsideForALaterLook() throws IOException {
        store("abc");
        alter(ABC, "abd");
        assertThat(store.sound(ABC)).isFalse();
        assertThat(store.quarantined())
                .containsExactly(directory.resolve("quarantine").resolve(ABC));
        assertThat(store.quarantined().get(0)).hasContent("abd");
    }

    @Test
    void settingSizeAndTimeBackDoesNotHideAnAlteration() throws IOException {
        store("abc");
        Path file = place(ABC);
        var modified = Files.getLastModifiedTime(file);
        Look before = Look.at(file);
        // Until the file system's clock has moved on, as it does within some milliseconds.
        do {
            alter(ABC, "abd");
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
        Files.write(memo, Arrays.copyOf(whole, whole.length + 17));
        assertThat(open().file(ABC)).hasContent("abc");
        assertThat(Files.size(memo)).isEqualTo(whole.length);
        Files.delete(memo);
        assertThat(open().file(ABC)).hasContent("abc");
        assertThat(memo).hasBinaryContent(whole);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamWhoseObjectIsAlteredWhileItIsReadFailsAtItsEnd(boolean storedHere)
            throws IOException {
        String digest = store("x".repeat(100_000)).digest();
        ObjectStore reader = storedHere ? store : open();
        try (InputStream in = reader.open(digest)) {
            in.readNBytes(1_000);
            alter(digest, "y".repeat(100_000));
            assertThatThrownBy(in::readAllBytes).isInstanceOf(DamagedObjectException.class);
        }
        assertThat(reader.contains(digest)).isFalse();
    }

    /** As when a disk gives other bytes than were written, and no time changes. */
    @Test
    void rotThatTheMemoDoesNotSeeIsSeenByTheFirstStreamOfAProcess() throws IOException {
        String digest = store("x".repeat(100_000)).digest();
        alter(digest, "y".repeat(100_000));
        new VerificationMemo(directory.resolve("verified")).note(digest, Look.at(place(digest)));
        ObjectStore reader = open();
        try (InputStream in = reader.open(digest)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(DamagedObjectException.class);
        }
    }

    @Test
    void whatAProcessHasHashedItDoesNotHashAgain() throws IOException {
        String digest = store("x".repeat(100_000)).digest();
        VerificationMemo memo = new VerificationMemo(directory.resolve("verified"));
        Look look = Look.at(place(digest));
        assertThat(memo.knows(digest, look)).isTrue();
        assertThat(memo.hashedHere(digest, look)).isFalse();
        memo.note(digest, look);
        assertThat(memo.hashedHere(digest, look)).isTrue();
        assertThat(memo.hashedHere(digest, new Look(1, 2, 3, 4))).isFalse();
        memo.forget(digest);
        assertThat(memo.hashedHere(digest, look)).isFalse();
    }
}
