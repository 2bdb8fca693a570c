package xcflow.provenance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.run.Example;
import xcflow.provenance.run.ExampleHome;
import xcflow.provenance.signature.DigestSignature;
import xcflow.storage.Sha256;

/** Archives that are not what was exported leave nothing behind. */
class ForgedArchiveTest {
    @TempDir Path directory;
    private ExampleHome home;
    private ExampleHome other;
    private Path crate;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory.resolve("home"));
        other = ExampleHome.empty(directory.resolve("other"));
        crate = directory.resolve("crate");
        export(Optional.empty());
    }

    @AfterEach
    void close() {
        home.close();
        other.close();
    }

    private void export(Optional<Export.Signer> signer) throws IOException {
        try (Sink sink = Sink.directory(crate)) {
            home.provenance
                    .exporter()
                    .crate(Selection.run(home.run), Credit.NONE, signer, sink, bytes -> {});
        }
    }

    private void takeIn() throws IOException {
        other.provenance.importer().from(crate, bytes -> {});
    }

    private void refused(String message) throws IOException {
        long events = other.provenance.events().head().seq();
        assertThatThrownBy(this::takeIn)
                .isInstanceOf(DamagedArchiveException.class)
                .hasMessageContaining(message);
        assertThat(other.provenance.events().head().seq()).isEqualTo(events);
        List<String> objects = new ArrayList<>();
        other.provenance.objects().forEach(objects::add);
        assertThat(objects).isEmpty();
        try (var left = Files.list(directory.resolve("other/objects/tmp"))) {
            assertThat(left).isEmpty();
        }
        assertThat(other.provenance.runs().runs(0, 10)).isEmpty();
    }

    private void change(String file, UnaryOperator<String> change) throws IOException {
        Path path = crate.resolve(file);
        String before = Files.readString(path);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(path, after);
    }

    /** Makes a manifest that agrees with the records as they are now. */
    private void forgeManifest() throws IOException {
        List<String> lines = Files.readAllLines(crate.resolve("records.jsonl"));
        Manifest old = new Manifest();
        Files.readAllLines(crate.resolve(Manifest.PATH)).stream()
                .filter(line -> !line.startsWith("{\"end\""))
                .forEach(old::read);
        Manifest forged = new Manifest();
        forged.begin("forged", 1, "0".repeat(64));
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
            forged.record(
                    new Manifest.Part(old.records().get(i).name(), Sha256.of(line), line.length),
                    "");
        }
        old.objects().values().forEach(forged::object);
        old.files().forEach(forged::file);
        Files.writeString(crate.resolve(Manifest.PATH), forged.complete());
    }

    @Test
    void aRecordThatWasAlteredIsNamed() throws Exception {
        change("records.jsonl", text -> text.replace("{\\\"y\\\":3}", "{\\\"y\\\":777}"));
        refused("execution 4 (example/step) of the archive was altered");
    }

    /** Each of the forgeries has a manifest that agrees with it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "outputs":"{\\"y\\":3}"       | "outputs":"notjson"            | execution 4 (example/step) of the archive cannot be imported: its 'outputs' is not JSON: notjson
                    "outputs":"{\\"y\\":3}"       | "outputs":"[]"                 | execution 4 (example/step) of the archive cannot be imported: its 'outputs' is not a JSON object
                    "outputs":"{\\"y\\":3}"       | "outputs":null                 | execution 4 (example/step) of the archive cannot be imported: its 'outputs' is missing
                    "outputs":"{\\"y\\":3}"       | "outputs":"{\\"$artefact\\":{\\"digest\\":\\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\\",\\"size\\":3}}" | names artefact ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, which it did not use
                    "state":"SUCCEEDED"           | "state":"GLORIOUS"             | 'state' is unknown: GLORIOUS
                    "state":"FAILED"              | "state":"RUNNING"              | 'state' is RUNNING
                    "started":"2026               | "started":"+99999999           | 'started' is out of range: +99999999
                    "started":"2026               | "started":"2999                | 'started' is out of range: 2999
                    "created":"2026               | "created":"1066                | 'created' is out of range: 1066
                    "threads":2                   | "threads":-1                   | 'threads' is -1, not from 0
                    "threads":2                   | "threads":1e300                | 'threads' is not a whole number
                    "size":20                     | "size":21                      | has another size in its manifest
                    "size":20                     | "size":-1                      | 'size' is -1
                    "reusable":true               | "reusable":"yes"               | 'reusable' is neither true nor false
                    "kind":"neural"               | "kind":"magic"                 | functional pbe-clone@1 of the archive cannot be imported: its 'kind' is unknown: magic
                    "relation":"cloned-from"      | "relation":"stolen"            | 'relation' is unknown: stolen
                    "text":"name: example"        | "text":"name: other"           | workflow example of the archive was altered
                    "task":"task","task-version"  | "task":"other","task-version"  | its cache key is of task 'task', not 'other'
                    {\\"processor\\":\\"abacus\\"} | no | worker 1 of the archive cannot be imported: its 'details' is not JSON: no
                    "number":1                    | "number":0                     | 'number' occurs twice: 0
                    "execution":3,"labels"        | "execution":2,"labels"         | 'cache-key' of instance 2 is not that of its execution
                    "id":2,"inputs"               | "id":1,"inputs"                | 'id' occurs twice: 1
                    "value":"0.01"                | "value":"good"                 | 'value' is no number: good
                    """)
    void whatARecordCannotBeIsRefused(String before, String after, String message)
            throws Exception {
        change("records.jsonl", text -> text.replace(before, after));
        forgeManifest();
        refused(message);
    }

    @Test
    void swappedArtefactsAreRefused() throws Exception {
        change(
                "records.jsonl",
                text ->
                        text.replace(home.clone.digest(), "x".repeat(64))
                                .replace(home.tuned.digest(), home.clone.digest())
                                .replace("x".repeat(64), home.tuned.digest()));
        forgeManifest();
        refused("has another size in its manifest");
    }

    @Test
    void anArchiveThatWasCutIsRefusedAndCompletedByTheWholeOne() throws Exception {
        Path file = crate.resolve(Export.path(home.tuned.digest()));
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        refused("was cut: artefact " + home.tuned.digest() + " is missing");
        Files.write(file, content);
        takeIn();
        assertThat(other.provenance.audit().run().findings()).isEmpty();
        assertThat(other.provenance.runs().lookup(List.of(Example.key(2)))).hasSize(1);
    }

    @Test
    void anArchiveWithoutTheEndOfItsManifestOrWithoutManifestIsRefused() throws Exception {
        String whole = Files.readString(crate.resolve(Manifest.PATH));
        Files.writeString(
                crate.resolve(Manifest.PATH), whole.substring(0, whole.indexOf("{\"end\"")));
        refused("was cut: its manifest has no end");
        Files.delete(crate.resolve(Manifest.PATH));
        refused("has no manifest.jsonl");
    }

    @Test
    void aLineWithoutEndExhaustsNothing() throws Exception {
        try (var out =
                Files.newOutputStream(crate.resolve("records.jsonl"), StandardOpenOption.APPEND)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                out.write(zeros);
            }
        }
        refused(
                "what follows the last record of the archive was altered: it is longer than the 67108864 bytes");
    }

    @Test
    void aFileLargerThanItsSizeIsNotReadToItsEnd() throws Exception {
        Path file = crate.resolve(Export.path(home.tuned.digest()));
        Files.write(file, new byte[50 << 20]);
        refused("artefact " + home.tuned.digest() + " of the archive was altered");
    }

    @Test
    void aSizeForWhichTheDiskHasNoRoomIsRefusedBeforeAnythingIsWritten() throws Exception {
        change("records.jsonl", text -> text.replace("\"size\":20", "\"size\":900000000000000"));
        change(
                Manifest.PATH,
                text ->
                        text.replaceAll(
                                "\"bytes\":20(,\"digest\":\"[0-9a-f]{64}\",\"object\")",
                                "\"bytes\":900000000000000$1"));
        forgeManifest();
        refused("the disk is too full for ");
    }

    @Test
    void anUnsignedArchiveIsUnverifiedAndASignedOneNamesItsKey() throws Exception {
        takeIn();
        Cached cached = other.provenance.runs().lookup(List.of(Example.key(3))).get(Example.key(3));
        assertThat(cached.origin()).contains("imported: unverified");
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        export(
                Optional.of(
                        (purpose, digest) -> {
                            try {
                                return DigestSignature.of(
                                        purpose, digest, pair.getPrivate(), pair.getPublic());
                            } catch (java.security.GeneralSecurityException e) {
                                throw new IllegalStateException(e);
                            }
                        }));
        try (ExampleHome third = ExampleHome.empty(directory.resolve("third"))) {
            Import.Imported imported =
                    third.provenance
                            .importer()
                            .from(crate, Optional.of(pair.getPublic()), bytes -> {});
            assertThat(imported.origin()).startsWith("imported: signed by key ");
            assertThat(third.provenance.origins().run(imported.runs().get(0)))
                    .contains(imported.origin());
            assertThat(third.provenance.audit().run().findings()).isEmpty();
            third.sql("update imports set signer = 'key of somebody'");
            assertThat(third.provenance.audit().run().findings())
                    .anyMatch(
                            finding ->
                                    finding.toString().startsWith("import 1: signer was altered"));
        }
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(
                        () ->
                                other.provenance
                                        .importer()
                                        .from(
                                                crate,
                                                Optional.of(stranger.getPublic()),
                                                bytes -> {}))
                .hasMessageContaining("is not signed with that key");
        change(
                Manifest.SIGNATURE,
                text -> text.replaceFirst("\"signature\":\"..", "\"signature\":\"AA"));
        assertThatThrownBy(this::takeIn).hasMessageContaining("not the one that was signed");
    }

    @Test
    void theRunComesWithItsTimesAndItsInstances() throws Exception {
        takeIn();
        Run before = home.provenance.runs().run(home.run).orElseThrow();
        Run run = other.provenance.runs().runs(0, 10).get(0);
        assertThat(run.created()).isEqualTo(before.created());
        assertThat(run.ended()).isEqualTo(before.ended());
        assertThat(run.state()).isEqualTo(before.state());
        assertThat(run.counts()).isEqualTo(before.counts());
        assertThat(other.provenance.runs().instances(run.id()))
                .extracting(Instance::step, Instance::labels, Instance::state, Instance::changed)
                .isEqualTo(
                        home.provenance.runs().instances(home.run).stream()
                                .map(
                                        i ->
                                                org.assertj.core.groups.Tuple.tuple(
                                                        i.step(),
                                                        i.labels(),
                                                        i.state(),
                                                        i.changed()))
                                .toList());
        assertThat(other.provenance.runs().executions(run.id(), 2))
                .singleElement()
                .satisfies(e -> assertThat(e.outputs()).contains("{\"y\":2}"));
        assertThat(other.provenance.functionals().get("pbe-clone@1").created())
                .isEqualTo(home.provenance.functionals().get("pbe-clone@1").created());
        assertThat(other.provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void anArchiveOfTheFirstReleaseIsUnverified() throws Exception {
        Files.delete(crate.resolve(Manifest.PATH));
        change(
                "records.jsonl",
                text ->
                        text.replace(RecordLines.FORMAT, RecordLines.FIRST_FORMAT)
                                .lines()
                                .filter(
                                        line ->
                                                !line.contains("\"record\":\"run\"")
                                                        && !line.contains(
                                                                "\"record\":\"instances\""))
                                .map(line -> line + "\n")
                                .reduce("", String::concat));
        takeIn();
        assertThat(other.provenance.runs().lookup(List.of(Example.key(3))).get(Example.key(3)))
                .satisfies(c -> assertThat(c.origin()).contains("imported: unverified"));
        assertThat(other.provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void importingAgainRestoresTheCache() throws Exception {
        takeIn();
        Map<String, Cached> found = other.provenance.runs().lookup(List.of(Example.key(1)));
        other.provenance.objects().delete(home.clone.digest());
        other.provenance.runs().disqualify(found.get(Example.key(1)).execution(), "file lost");
        takeIn();
        assertThat(other.provenance.runs().lookup(List.of(Example.key(1)))).isEqualTo(found);
        assertThat(other.provenance.objects().sound(home.clone.digest())).isTrue();
        assertThat(other.provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void whatWasAlteredInTheExportingHomeIsNotExported() {
        home.sql("update executions set outputs = '{\"y\":5}' where id = 2");
        assertThatThrownBy(() -> export(Optional.empty()))
                .hasMessageContaining("execution 2 (example/step) was altered in this project");
    }
}
