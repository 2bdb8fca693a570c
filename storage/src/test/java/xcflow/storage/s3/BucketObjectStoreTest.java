package xcflow.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import xcflow.storage.ObjectStore;
import xcflow.storage.ObjectStoreContract;
import xcflow.storage.Sha256;
import xcflow.storage.UnusableDatabaseException;

/** On a server that {@code .ci/s3} starts. */
@EnabledIfEnvironmentVariable(named = "XCFLOW_TEST_S3", matches = ".+")
class BucketObjectStoreTest extends ObjectStoreContract {
    private static final String BUCKET = "xcflow-test";
    private static final S3Client CLIENT = client();

    @TempDir private Path directory;
    private final String prefix = "of-" + UUID.randomUUID();

    private static S3Client client() {
        String server = System.getenv("XCFLOW_TEST_S3");
        return server == null
                ? null
                : S3Client.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .endpointOverride(URI.create(server))
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .build();
    }

    private BucketAddress address(String bucket) {
        return BucketAddress.of(
                "s3://" + bucket + "/" + prefix,
                Optional.of(URI.create(System.getenv("XCFLOW_TEST_S3"))),
                Optional.empty());
    }

    private ObjectStore machine(String name, long limit) throws IOException {
        return new BucketObjectStore(address(BUCKET), directory.resolve(name), limit);
    }

    @Override
    protected ObjectStore open() throws IOException {
        CLIENT.createBucket(wanted -> wanted.bucket(BUCKET));
        return machine("here", 1 << 20);
    }

    @Override
    protected void alter(String digest, String content) {
        put(prefix + "/" + digest, content);
    }

    private static void put(String key, String content) {
        CLIENT.putObject(
                asked -> asked.bucket(BUCKET).key(key), RequestBody.fromString(content, UTF_8));
    }

    @Test
    void whatOneMachineStoresAnotherReads() throws IOException {
        store("abc");
        ObjectStore there = machine("there", 1 << 20);
        assertThat(there.contains(ABC)).isTrue();
        assertThat(there.file(ABC)).hasContent("abc");
    }

    @Test
    void whatOneMachineDeletesAnotherDoesNotReadFromItsCopy() throws IOException {
        store("abc");
        ObjectStore there = machine("there", 1 << 20);
        there.file(ABC);
        store.delete(ABC);
        assertThatThrownBy(() -> there.file(ABC)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aCopyThatWasAlteredIsFetchedAgain() throws IOException {
        store("abc");
        Path copy = store.file(ABC);
        copy.toFile().setWritable(true);
        Files.writeString(copy, "abd");
        try (InputStream in = store.open(ABC)) {
            assertThat(in).hasContent("abc");
        }
        assertThat(store.quarantined()).isEmpty();
    }

    @Test
    void anObjectOfManyPartsComesBackWhole() throws IOException {
        byte[] bytes = new byte[(64 << 20) + 12_345];
        new Random(1).nextBytes(bytes);
        String digest = store.store(out -> out.write(bytes)).digest();
        assertThat(machine("there", 1 << 20).rehash(digest)).contains(digest);
        assertThat(store.size(digest)).isEqualTo(bytes.length);
    }

    @Test
    void moreObjectsThanAPageHasAreAllListed() throws IOException {
        for (int i = 0; i < 1005; i++) {
            put(prefix + "/" + Sha256.of("object " + i), "");
        }
        List<String> all = new ArrayList<>();
        store.forEach(all::add);
        assertThat(all).hasSize(1005).isSorted();
    }

    @Test
    void copiesBeyondTheLimitThatNobodyUsesAreDeleted() throws IOException {
        ObjectStore small = machine("small", 1000);
        String old = small.store(out -> out.write(new byte[600])).digest();
        Path used = directory.resolve("small/copies/used").resolve(old);
        Files.setLastModifiedTime(used, FileTime.from(Instant.now().minusSeconds(3600)));
        small.store(out -> out.write(new byte[601]));
        try (Stream<Path> copies =
                Files.find(
                        directory.resolve("small/copies"),
                        2,
                        (path, facts) -> facts.isRegularFile() && facts.size() >= 600)) {
            assertThat(copies).hasSize(1);
        }
        assertThat(small.file(old)).hasSize(600);
    }

    @Test
    void theFirstProjectKeepsABucket() throws IOException {
        store.claim("ours");
        store.claim("ours");
        assertThatThrownBy(() -> machine("there", 1).claim("theirs"))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining(
                        "s3://" + BUCKET + "/" + prefix + " belong to another project")
                .hasMessageContaining("ours");
    }

    @Test
    void aBucketThatIsNotThereIsNamed() throws IOException {
        ObjectStore nowhere =
                new BucketObjectStore(address("xcflow-nowhere"), directory.resolve("n"), 1);
        assertThatThrownBy(() -> nowhere.claim("ours"))
                .hasMessageContaining("there is no bucket 'xcflow-nowhere'");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        ObjectStore nowhere =
                new BucketObjectStore(
                        BucketAddress.of(
                                "s3://" + BUCKET,
                                Optional.of(URI.create("http://127.0.0.1:1")),
                                Optional.empty()),
                        directory.resolve("n"),
                        1);
        assertThatThrownBy(() -> nowhere.claim("ours"))
                .hasMessageContaining("http://127.0.0.1:1 cannot be reached")
                .hasMessageContaining("Connection refused");
    }
}
