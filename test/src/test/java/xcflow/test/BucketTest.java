package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import xcflow.storage.files.Scratch;

/** A project whose artefacts are in a bucket, on a server that {@code .ci/s3} starts. */
@EnabledIfEnvironmentVariable(named = "XCFLOW_TEST_S3", matches = ".+")
class BucketTest {
    private final String bucket = "run-" + UUID.randomUUID();

    @TempDir private Path directory;
    private CommandLine xcflow;
    private String file;
    private S3Client client;

    @BeforeEach
    void aBucketAndAHome() throws Exception {
        String server = System.getenv("XCFLOW_TEST_S3");
        client =
                S3Client.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .endpointOverride(URI.create(server))
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .build();
        client.createBucket(wanted -> wanted.bucket(bucket));
        xcflow = new CommandLine(directory);
        Files.createDirectories(xcflow.home());
        Files.writeString(
                xcflow.home().resolve("config.yaml"),
                "store: {objects: 's3://" + bucket + "/lab', s3: {endpoint: '" + server + "'}}\n");
        file =
                xcflow.file(
                                "two.yaml",
                                """
                                name: two
                                steps:
                                  make: {uses: shell, with: {command: "printf 42 >n.txt", outputs: {n: n.txt}}}
                                  read: {uses: shell, with: {command: "cat n", inputs: {n: "${{ steps.make.files.n }}"}}}
                                outputs: {text: "${{ steps.read.text }}"}
                                """)
                        .toString();
        xcflow.ok("run", file, "-q");
    }

    @Test
    void aRunIsServedFromTheBucketOnAMachineWithoutCopies() throws Exception {
        Scratch.delete(xcflow.home().resolve("bucket"));
        String said = xcflow.ok("run", file).err();
        assertThat(said).contains("2 cached");
        assertThat(xcflow.ok("output", "latest", "--json").out()).contains("42");
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void anAuditNamesWhatWasAlteredInTheBucket() throws Exception {
        String key =
                client.listObjectsV2(asked -> asked.bucket(bucket)).contents().stream()
                        .filter(found -> found.size() == 2)
                        .findFirst()
                        .orElseThrow()
                        .key();
        client.putObject(asked -> asked.bucket(bucket).key(key), RequestBody.fromString("43"));
        CommandLine.Result audit = xcflow.run("audit");
        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out() + audit.err()).contains(key.substring("lab/".length()));
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.ok("output", "latest", "--json").out()).contains("42");
    }

    @Test
    void aServerThatIsGoneIsTold() throws Exception {
        Files.writeString(
                xcflow.home().resolve("config.yaml"),
                "store: {objects: 's3://"
                        + bucket
                        + "/lab', s3: {endpoint: 'http://127.0.0.1:1'}}\n");
        CommandLine.Result runs = xcflow.run("runs");
        assertThat(runs.status()).isEqualTo(1);
        assertThat(runs.err())
                .contains("s3://" + bucket + "/lab: http://127.0.0.1:1 cannot be reached")
                .doesNotContain("\tat ");
    }
}
