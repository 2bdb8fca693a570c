package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A campaign moves to another machine, whatever happens on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeTest {
    private Path directory;
    private SmallCampaign campaign;
    private Path large;

    @BeforeAll
    void runOnce(@TempDir Path temporary) throws IOException {
        directory = temporary;
        campaign = SmallCampaign.run(directory.resolve("campaign"));
        large = directory.resolve("large");
        LargeHome.fill(Files.createDirectories(large).resolve("home"), 2, 300_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "archive.zip"})
    void aRunIsImportedAuditedAndServedFromTheCacheElsewhere(String name) throws IOException {
        String archive = directory.resolve("whole-" + name).toString();
        campaign.xcflow.ok("export", "latest", archive);
        SmallCampaign elsewhere = SmallCampaign.unborn(directory.resolve("to-" + name));
        assertThat(elsewhere.xcflow.ok("import", archive).out()).contains("imported 6 executions");
        assertThat(elsewhere.xcflow.ok("audit").out()).contains("all is well");
        assertThat(elsewhere.xcflow.ok("functional", "lineage", "tuned", "--short").out().lines())
                .hasSameSizeAs(
                        campaign.xcflow
                                .ok("functional", "lineage", "tuned", "--short")
                                .out()
                                .lines()
                                .toList());
        elsewhere.xcflow.ok("run", elsewhere.file, "-q");
        assertThat(elsewhere.xcflow.states()).isEqualTo(Map.of("CACHED", 6));
        assertThat(
                        elsewhere
                                .xcflow
                                .ok("import", archive, "--json")
                                .json()
                                .get("executions")
                                .asInt())
                .isZero();
    }

    @Test
    void theSizeIsToldBeforeAnythingIsWritten() {
        Path target = directory.resolve("estimated");
        JsonNode estimate =
                campaign.xcflow
                        .ok(
                                "functional",
                                "export",
                                "tuned",
                                target.toString(),
                                "--estimate",
                                "--json")
                        .json();
        assertThat(estimate.get("executions").asInt()).isEqualTo(3);
        assertThat(estimate.get("bytes").asLong()).isPositive();
        assertThat(estimate.get("written").asBoolean()).isFalse();
        assertThat(target).doesNotExist();
        assertThat(
                        campaign.xcflow
                                .ok("functional", "export", "tuned", target + ".json", "--json")
                                .json()
                                .get("bytes")
                                .asLong())
                .isLessThan(estimate.get("bytes").asLong());
        assertThat(campaign.xcflow.run("export", "1", target.toString(), "--author", "<x>").err())
                .contains("expected 'Name'");
        assertThat(campaign.xcflow.run("export", "77", target.toString()).status()).isEqualTo(2);
        assertThat(campaign.xcflow.run("functional", "export", "tunde", "x").status()).isEqualTo(2);
        assertThat(campaign.xcflow.run("import", directory + "/nothing").status()).isEqualTo(2);
    }

    @Test
    void anArchiveInWhichAByteWasChangedIsRefusedAndLeavesNothing() throws IOException {
        Path archive = directory.resolve("tampered");
        campaign.xcflow.ok("functional", "export", "tuned", archive.toString());
        String digest = campaign.digest("tuned");
        Path file =
                archive.resolve("objects/" + digest.substring(0, 2)).resolve(digest.substring(2));
        byte[] content = Files.readAllBytes(file);
        content[10] ^= 1;
        Files.write(file, content);
        SmallCampaign elsewhere = SmallCampaign.unborn(directory.resolve("refusing"));
        CommandLine.Result result = elsewhere.xcflow.run("import", archive.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("artefact " + digest, "was altered", "nothing was imported");
        assertThat(elsewhere.objects()).isEmpty();
        assertThat(elsewhere.xcflow.ok("functional", "list", "--json").json()).isEmpty();
        assertThat(elsewhere.xcflow.ok("sql", "select count(*) as n from events", "--json").out())
                .contains(": 0");
    }

    @Test
    void anArchiveWhoseRecordsWereChangedIsRefusedAndLeavesNothing() throws IOException {
        Path archive = directory.resolve("rewritten");
        campaign.xcflow.ok("functional", "export", "tuned", archive.toString());
        Path records = archive.resolve("records.jsonl");
        Files.writeString(records, Files.readString(records).replace("sto-3g", "sto-6g"));
        SmallCampaign elsewhere = SmallCampaign.unborn(directory.resolve("refusing-records"));
        CommandLine.Result result = elsewhere.xcflow.run("import", archive.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("was altered");
        assertThat(elsewhere.objects()).isEmpty();
    }

    @Test
    void anArtefactThatWasAlteredHereIsNotExported() throws IOException {
        SmallCampaign copy = campaign.copy(directory.resolve("altered"));
        String digest = copy.digest("tuned");
        copy.object(digest).toFile().setWritable(true);
        Files.writeString(copy.object(digest), "something else");
        Path archive = directory.resolve("never.zip");
        CommandLine.Result result =
                copy.xcflow.run("functional", "export", "tuned", archive.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("artefact " + digest + " was altered in this project");
        assertThat(archive).doesNotExist();
    }

    @Test
    void anExportThatWasKilledGoesOnWhereItStopped() throws Exception {
        CommandLine xcflow = new CommandLine(large);
        Path archive = directory.resolve("killed");
        Process export = xcflow.start("export", "2", archive.toString());
        CommandLine.until(() -> SmallCampaign.files(archive).size() > 5 || !export.isAlive());
        export.destroyForcibly().waitFor();
        Map<Path, FileTime> before = new HashMap<>();
        for (Path file : SmallCampaign.files(archive.resolve("objects"))) {
            if (!file.toString().endsWith(".part")) {
                before.put(file, Files.getLastModifiedTime(file));
            }
        }
        assertThat(before).isNotEmpty();
        xcflow.ok("export", "2", archive.toString());
        for (Map.Entry<Path, FileTime> file : before.entrySet()) {
            assertThat(Files.getLastModifiedTime(file.getKey())).isEqualTo(file.getValue());
        }
        importing(archive);
    }

    @Test
    void aZipThatWasKilledIsNotThereUntilItIsComplete() throws Exception {
        CommandLine xcflow = new CommandLine(large);
        Path archive = directory.resolve("killed.zip");
        Path part = directory.resolve("killed.zip.part");
        Process export = xcflow.start("export", "2", archive.toString());
        CommandLine.until(() -> Files.exists(part) && Files.size(part) > 0 || !export.isAlive());
        boolean interrupted = export.isAlive();
        export.destroyForcibly().waitFor();
        if (interrupted && Files.exists(part)) {
            assertThat(archive).doesNotExist();
        }
        xcflow.ok("export", "2", archive.toString());
        assertThat(part).doesNotExist();
        importing(archive);
    }

    /** Imports into a project, is killed, imports again. */
    private void importing(Path archive) throws Exception {
        Path elsewhere =
                Files.createDirectories(directory.resolve("from-" + archive.getFileName()));
        CommandLine xcflow = new CommandLine(elsewhere);
        Process importing = xcflow.start("import", archive.toString());
        Path objects = xcflow.home().resolve("objects");
        CommandLine.until(() -> SmallCampaign.files(objects).size() > 5 || !importing.isAlive());
        importing.destroyForcibly().waitFor();
        xcflow.ok("import", archive.toString());
        assertThat(xcflow.ok("audit").out()).contains("all is well");
        List<String> counts =
                xcflow.ok("sql", "select count(*) from executions").out().lines().toList();
        assertThat(counts.get(counts.size() - 1)).isEqualTo("111");
    }
}
