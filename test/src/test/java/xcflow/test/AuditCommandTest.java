package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import xcflow.runner.home.Project;

/** A project that somebody has tampered with, audited at the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCommandTest {
    private Path directory;
    private SmallCampaign campaign;
    private int copies;

    @BeforeAll
    void runOnce(@TempDir Path temporary) throws IOException {
        directory = temporary;
        campaign = SmallCampaign.run(directory.resolve("campaign"));
    }

    private SmallCampaign copy() throws IOException {
        return campaign.copy(directory.resolve("copy" + copies++));
    }

    private static String findings(SmallCampaign copy) {
        CommandLine.Result audit = copy.xcflow.run("audit");
        assertThat(audit.status()).as(audit.out() + audit.err()).isEqualTo(1);
        JsonNode json = copy.xcflow.run("audit", "--json").json();
        assertThat(json.get("clean").asBoolean()).isFalse();
        json.get("findings")
                .forEach(
                        finding ->
                                assertThat(audit.out())
                                        .contains(
                                                finding.get("subject").asString(),
                                                finding.get("expected").asString(),
                                                finding.get("found").asString()));
        return audit.out();
    }

    @Test
    void nobodyTouchedIt() {
        assertThat(campaign.xcflow.ok("audit").out()).contains("all is well");
        assertThat(campaign.xcflow.ok("audit", "tuned@1").out()).contains("all is well");
        assertThat(campaign.xcflow.ok("audit", "latest").out()).contains("all is well");
        assertThat(campaign.xcflow.ok("audit", "--json").json().get("clean").asBoolean()).isTrue();
        assertThat(campaign.xcflow.run("audit", "tunde").status()).isEqualTo(2);
        assertThat(campaign.xcflow.run("audit", "99").status()).isEqualTo(2);
        assertThat(campaign.xcflow.run("audit", "--replay", "some").status()).isEqualTo(2);
    }

    @Test
    void everyExecutionGivesTheSameBytesAgain() {
        JsonNode audit = campaign.xcflow.ok("audit", "--replay", "all", "--json").json();
        assertThat(audit.get("replays")).hasSize(6);
        audit.get("replays")
                .forEach(
                        replay ->
                                assertThat(replay.get("verdict").asString())
                                        .isEqualTo("IDENTICAL"));
    }

    @Test
    void aReplayOfOneFunctionalRepeatsOnlyWhatLedToItAndTellsHowFarItIs() {
        CommandLine.Result result =
                campaign.xcflow.ok("audit", "clone-1@1", "--replay", "all", "--json");
        assertThat(result.json().get("replays").size()).isBetween(1, 5);
        assertThat(result.err()).contains("replay 1 of ", "identical");
    }

    @Test
    void aMicrohartreeInARecordedEnergyIsDifferentAndRoundingIsNot() throws Exception {
        SmallCampaign rounded = copy();
        shiftEnergy(rounded, 1e-10);
        assertThat(verdicts(rounded)).contains("WITHIN_TOLERANCE").doesNotContain("DIFFERENT");
        SmallCampaign wrong = copy();
        shiftEnergy(wrong, 1e-6);
        assertThat(verdicts(wrong)).contains("DIFFERENT").doesNotContain("WITHIN_TOLERANCE");
    }

    private static void shiftEnergy(SmallCampaign copy, double by) throws Exception {
        try (Project project = Project.open(copy.xcflow.home())) {
            project.provenance()
                    .database()
                    .atomically(
                            sql -> {
                                String outputs =
                                        sql.first(
                                                        "select outputs from executions where task ="
                                                                + " 'scf-validate'",
                                                        row -> row.getString(1))
                                                .orElseThrow();
                                Matcher energy =
                                        Pattern.compile("(\"energy\":)(-[0-9.]+)").matcher(outputs);
                                assertThat(energy.find()).isTrue();
                                String shifted =
                                        energy.replaceFirst(
                                                "$1" + (Double.parseDouble(energy.group(2)) + by));
                                return sql.update(
                                        "update executions set outputs = ? where task ="
                                                + " 'scf-validate'",
                                        shifted);
                            });
        }
    }

    private static List<String> verdicts(SmallCampaign copy) {
        JsonNode audit = copy.xcflow.run("audit", "--replay", "all", "--json").json();
        List<String> verdicts = new ArrayList<>();
        audit.get("replays").forEach(r -> verdicts.add(r.get("verdict").asString()));
        return verdicts;
    }

    @Test
    void oneByteOfAnArtefactIsChanged() throws IOException {
        SmallCampaign copy = copy();
        String digest = copy.digest("tuned");
        Path file = copy.object(digest);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        file.toFile().setWritable(true);
        Files.write(file, content);
        assertThat(findings(copy))
                .contains(
                        "artefact " + digest + " (functional tuned@1; ",
                        "/fine-tune in run 1): content was altered (expected " + digest);
    }

    @Test
    void aFunctionalIsSwappedForAnother() throws IOException {
        SmallCampaign copy = copy();
        String tuned = copy.digest("tuned");
        String clone = copy.digest("clone-0");
        Files.copy(copy.object(clone), copy.object(tuned), StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings(copy))
                .contains(
                        "artefact " + tuned + " (functional tuned@1; ",
                        "content was altered (expected %s, found %s)".formatted(tuned, clone));
    }

    @Test
    void anArtefactIsGone() throws IOException {
        SmallCampaign copy = copy();
        String digest = copy.digest("clone-1");
        Files.delete(copy.object(digest));
        assertThat(findings(copy))
                .contains(
                        "artefact " + digest + " (functional clone-1@1; ",
                        "is missing from the object store");
        // What the tuned functional needs is all there, and this is all that is asked here.
        assertThat(copy.xcflow.run("audit", "tuned").status()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update workflows set text = concat(text, ' ')                          | workflow 1 (small): text was altered
                    update workers set host = 'elsewhere'                                  | worker 1: host was altered
                    update runs set state = 'FAILED'                                       | run 1: state was altered (expected SUCCEEDED, found FAILED)
                    delete from instances where number = 2                                 | instance 2 of run 1: is missing
                    update executions set inputs = '{}' where id = 1                       | execution 1 (small/descriptors): inputs was altered
                    update executions set code_digest = 'x' where id = 2                   | execution 2 (small/descriptors): code-digest was altered
                    update artefacts set size = size + 1 where id = 1                      | size differs
                    delete from execution_artefacts where execution_id = 1 and direction = 'out' | execution 1 (small/descriptors): output-artefacts was altered
                    update functionals set details = '{}' where name = 'tuned'             | functional tuned@1: details was altered
                    update functional_parents set relation = 'initialised' where relation = 'fine-tuned-from' | functional tuned@1: parents was altered
                    update measurements set amount = 0 where metric = 'total-energy-mae'   | measurements was altered
                    delete from measurements where metric = 'total-energy-mae'             | measurements was altered
                    insert into functional_tags values (2, 'published', current_timestamp) | tags was altered (expected nothing, found ["published"])
                    insert into functional_notes (functional_id, note, author, created) values (2, 'fine', 'me', current_timestamp) | notes was altered
                    delete from events where seq = 5                                       | event 5: is missing
                    delete from events where seq = (select max(seq) from events)           | event log: its end was altered
                    update events set payload = '{}' where seq = 5                         | event 5: was altered
                    """)
    void aRecordIsChanged(String statement, String finding) throws IOException {
        SmallCampaign copy = copy();
        assertThat(copy.sql(statement)).isPositive();
        assertThat(findings(copy)).contains(finding);
    }

    @Test
    void aSignatureProvesTheChainUpToItAndAChainMadeAnewIsFoundOut() throws IOException {
        SmallCampaign copy = copy();
        String key = directory.resolve("key.pem").toString();
        String signature =
                copy.xcflow
                        .ok("audit", "--new-key", key, "--sign", key)
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .orElseThrow();
        copy.xcflow.ok("functional", "note", "tuned", "after the signature");
        assertThat(copy.xcflow.ok("audit", "--verify-signature", key + ".pub").out())
                .contains("1 signature, valid up to event");
        assertThat(copy.xcflow.run("audit", "--new-key", key).status()).isNotZero();

        // The attacker makes the whole project anew: every hash in it is right.
        SmallCampaign forged = SmallCampaign.run(directory.resolve("forged"));
        assertThat(forged.xcflow.run("audit").status()).isZero();
        Path kept = directory.resolve("kept.json");
        Files.writeString(kept, signature);
        CommandLine.Result verified =
                forged.xcflow.run(
                        "audit",
                        "--verify-signature",
                        key + ".pub",
                        "--signature",
                        kept.toString());
        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.out()).contains("the chain is not the one that was signed");
        assertThat(forged.xcflow.run("audit", "--verify-signature", key + ".pub").out())
                .contains("has no signature by this key");
    }

    @Test
    void aChainWithFindingsIsNotSigned() throws IOException {
        SmallCampaign copy = copy();
        copy.sql("update runs set state = 'FAILED'");
        String key = directory.resolve("other.pem").toString();
        CommandLine.Result result = copy.xcflow.run("audit", "--new-key", key, "--sign", key);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).doesNotContain("\"signature\"");
    }
}
