package xcflow.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every object store does. A subclass says where it is, and how its objects are altered. */
public abstract class ObjectStoreContract {
    protected static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    protected ObjectStore store;

    /** Opens the store of this test, the same with each call. */
    protected abstract ObjectStore open() throws IOException;

    /** Changes an object behind the store's back. */
    protected abstract void alter(String digest, String content) throws IOException;

    @BeforeEach
    final void begin() throws IOException {
        store = open();
    }

    protected final ObjectStore.Stored store(String text) throws IOException {
        return store.store(out -> out.write(text.getBytes(UTF_8)));
    }

    @Test
    void namesAnObjectByTheSha256OfItsContent() throws IOException {
        Instant before = Instant.now().minusSeconds(60);
        assertThat(store("abc")).isEqualTo(new ObjectStore.Stored(ABC, 3));
        try (InputStream in = store.open(ABC)) {
            assertThat(in).hasContent("abc");
        }
        assertThat(store.file(ABC)).hasContent("abc");
        assertThat(store.size(ABC)).isEqualTo(3);
        assertThat(store.stored(ABC)).isAfter(before);
        assertThat(open().sound(ABC)).isTrue();
        assertThat(store.room()).isPositive();
    }

    @Test
    void keepsEqualContentOnceAndListsInOrder() throws IOException {
        store("abc");
        store("abc");
        String other = store("other").digest();
        List<String> all = new ArrayList<>();
        store.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrder(ABC, other).isSorted();
    }

    @Test
    void doesNotKeepContentThatIsNotTheExpected() throws IOException {
        assertThat(store.store(out -> out.write("abd".getBytes(UTF_8)), ABC).digest())
                .isEqualTo(Sha256.of("abd"));
        assertThat(store.contains(ABC)).isFalse();
        assertThat(store.contains(Sha256.of("abd"))).isFalse();
        assertThat(store.store(out -> out.write("abc".getBytes(UTF_8)), ABC).digest())
                .isEqualTo(ABC);
        assertThat(store.sound(ABC)).isTrue();
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
    void rehashingTellsWhatIsReallyThere() throws IOException {
        store("abc");
        assertThat(store.rehash(ABC)).contains(ABC);
        alter(ABC, "abdc");
        assertThat(store.rehash(ABC)).contains(Sha256.of("abdc"));
        assertThat(store.rehash(ABC, new byte[2]))
                .contains(new ObjectStore.Stored(Sha256.of("abdc"), 4));
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
    void anAlteredObjectIsPutAsideInsteadOfBeingRead() throws IOException {
        store("abc");
        alter(ABC, "abd");
        assertThatThrownBy(() -> store.open(ABC))
                .isInstanceOf(DamagedObjectException.class)
                .hasMessageContaining("artefact " + ABC + " was altered")
                .hasMessageContaining(Sha256.of("abd"));
        assertThat(store.contains(ABC)).isFalse();
        assertThat(store.quarantined()).hasSize(1);
        assertThat(store.quarantined().get(0).getFileName().toString()).isEqualTo(ABC);
        store("abc");
        assertThat(store.file(ABC)).hasContent("abc");
        alter(ABC, "");
        assertThat(store.sound(ABC)).isFalse();
        assertThat(store.quarantined()).hasSize(2);
    }

    @Test
    void contentThatIsStoredAgainReplacesAnAlteredObject() throws IOException {
        store("abc");
        alter(ABC, "abd");
        store("abc");
        assertThat(store.rehash(ABC)).contains(ABC);
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
