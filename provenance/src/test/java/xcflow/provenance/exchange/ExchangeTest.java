package xcflow.provenance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.LineageTree;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Cached;
import xcflow.provenance.retention.RetentionPolicy;
import xcflow.provenance.run.Example;
import xcflow.provenance.run.ExampleHome;
import xcflow.provenance.run.Failure;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

class ExchangeTest {
    @TempDir Path directory;
    private ExampleHome home;
    private ExampleHome other;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory.resolve("home"));
        other = ExampleHome.empty(directory.resolve("other"));
    }

    @AfterEach
    void close() {
        home.close();
        other.close();
    }

    private Selection.Choice tuned() {
        return Selection.functional(home.provenance.functionals().get("pbe-tuned@1").id());
    }

    private Path zip(Selection.Choice choice) throws IOException {
        Path file = directory.resolve("crate.zip");
        try (Sink sink = Sink.zip(file)) {
            home.provenance.exporter().crate(choice, sink, bytes -> {});
        }
        return file;
    }

    private Path crate(Selection.Choice choice) throws IOException {
        Path crate = directory.resolve("crate");
        try (Sink sink = Sink.directory(crate)) {
            home.provenance.exporter().crate(choice, sink, bytes -> {});
        }
        return crate;
    }

    @Test
    void anArchiveThatIsBegunAgainHoldsEveryFileOnceAndTheSameBytesInEveryZone() throws Exception {
        Path once = directory.resolve("once.zip");
        try (Sink sink = Sink.zip(once)) {
            sink.begin();
            sink.write("a", out -> out.write(1));
            sink.complete();
        }
        Path again = directory.resolve("again.zip");
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try (Sink sink = Sink.zip(again)) {
            sink.begin();
            sink.write("a", out -> out.write(2));
            sink.begin();
            sink.write("a", out -> out.write(1));
            sink.complete();
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(again).hasSameBinaryContentAs(once);
    }

    @Test
    void aRunWhoseFailureLeftALogIsImportedWithoutIt() throws Exception {
        long run = home.example.run(1);
        ArtefactRef log = home.store("log.txt", "it did not converge");
        home.provenance
                .runs()
                .fail(
                        home.example.claim(run, 0),
                        new Failure("no", Optional.empty(), Optional.of(log)));
        home.provenance.runs().finish(run, RunState.FAILED, null, "no");
        home.provenance.marks().change(run, m -> m.named("one").labelled("a", "b").noted("c"));
        Import.Imported imported =
                other.provenance.importer().from(zip(Selection.run(run)), bytes -> {});
        assertThat(imported.runs()).hasSize(1);
        assertThat(other.provenance.runs().instance(imported.runs().get(0), 0))
                .hasValueSatisfying(
                        instance -> assertThat(instance.state()).isEqualTo(InstanceState.FAILED));
        assertThat(other.provenance.objects().sound(log.digest())).isFalse();
        assertThat(other.provenance.marks().of(imported.runs().get(0)))
                .isEqualTo(home.provenance.marks().of(run));
        assertThat(other.provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void theSizeIsKnownBefore() {
        Export.Estimate estimate = home.provenance.exporter().estimate(tuned());
        assertThat(estimate.executions()).isEqualTo(3);
        assertThat(estimate.functionals()).isEqualTo(3);
        assertThat(estimate.artefacts()).isEqualTo(6);
        assertThat(estimate.bytes()).isGreaterThan(100);
    }

    @Test
    void aCrateNamesAuthorPublisherAndLicenceThatItIsTold() throws Exception {
        Credit credit =
                new Credit(
                        Optional.of(Credit.Party.parse("Ada L. <https://orcid.org/0000-0000>")),
                        Optional.of(Credit.Party.parse("An Institute")),
                        Optional.of("https://example.org/licence"));
        Path crate = directory.resolve("credited");
        try (Sink sink = Sink.directory(crate)) {
            home.provenance.exporter().crate(tuned(), credit, Optional.empty(), sink, bytes -> {});
        }
        JsonNode graph =
                CanonicalJson.parse(Files.readString(crate.resolve("ro-crate-metadata.json")))
                        .get("@graph");
        JsonNode root = entity(graph, "./");
        assertThat(root.get("author").toString()).contains("https://orcid.org/0000-0000");
        assertThat(root.get("publisher").get("@id").asString()).isEqualTo("#publisher");
        assertThat(root.get("license").get("@id").asString())
                .isEqualTo("https://example.org/licence");
        assertThat(entity(graph, "#publisher").get("name").asString()).isEqualTo("An Institute");
        assertThat(
                        entity(graph, "https://orcid.org/0000-0000")
                                .get("affiliation")
                                .get("@id")
                                .asString())
                .isEqualTo("#publisher");
        assertThatThrownBy(() -> Credit.Party.parse("<https://example.org>"))
                .hasMessageContaining("expected 'Name' or 'Name <https://…>'");
        assertThatThrownBy(() -> Credit.Party.parse("Ada <example.org>"))
                .hasMessageContaining("http");
    }

    private static JsonNode entity(JsonNode graph, String id) {
        for (JsonNode entity : graph) {
            if (entity.get("@id").asString().equals(id)) {
                return entity;
            }
        }
        throw new AssertionError("no entity " + id);
    }

    @Test
    void anImportedFunctionalHasTheSameAncestryAndTheAuditIsClean() throws Exception {
        home.provenance.functionals().marks().tag("pbe-tuned@1", "published");
        Import.Imported imported = other.provenance.importer().from(zip(tuned()), bytes -> {});
        assertThat(imported.executions()).isEqualTo(3);
        assertThat(imported.functionals()).isEqualTo(3);
        assertThat(imported.missing()).isEmpty();
        assertThat(other.provenance.audit().run().findings()).isEmpty();
        FunctionalRecord version = other.provenance.functionals().get("pbe-tuned");
        assertThat(version.digest()).isEqualTo(home.tuned.digest());
        assertThat(other.provenance.functionals().marks().tags(version.id()))
                .containsExactly("published");
        List<String> lineage =
                LineageTree.lines(other.provenance.functionals().lineage(version), false);
        String origin = " [imported: unverified]";
        assertThat(lineage).filteredOn(line -> line.endsWith(origin)).hasSize(3);
        assertThat(lineage.stream().map(line -> line.replace(origin, "")).toList())
                .isEqualTo(
                        LineageTree.lines(
                                home.provenance
                                        .functionals()
                                        .lineage(home.provenance.functionals().get("pbe-tuned@1")),
                                false));
    }

    @Test
    void importedExecutionsAnswerCacheLookups() throws Exception {
        other.provenance.importer().from(crate(Selection.run(home.run)), bytes -> {});
        Map<String, Cached> found =
                other.provenance
                        .runs()
                        .lookup(
                                List.of(
                                        Example.key(0),
                                        Example.key(1),
                                        Example.key(2),
                                        Example.key(3)));
        assertThat(found).hasSize(4);
        assertThat(found.get(Example.key(3)).outputs()).isEqualTo("{\"y\":3}");
        assertThat(other.provenance.objects().rehash(home.table.digest()))
                .contains(home.table.digest());
        assertThat(
                        other.provenance
                                .functionals()
                                .metrics(other.provenance.functionals().get("pbe-tuned").id()))
                .singleElement()
                .satisfies(
                        measurement -> {
                            assertThat(measurement.metric()).isEqualTo("total-energy-mae");
                            assertThat(measurement.value()).isEqualTo(0.01);
                        });
    }

    @Test
    void importingTwiceChangesNothing() throws Exception {
        Path zip = zip(Selection.run(home.run));
        other.provenance.importer().from(zip, bytes -> {});
        long events = other.provenance.events().head().seq();
        Import.Imported again = other.provenance.importer().from(zip, bytes -> {});
        assertThat(again.executions()).isZero();
        assertThat(again.functionals()).isZero();
        assertThat(again.artefacts()).isZero();
        assertThat(other.provenance.events().head().seq()).isEqualTo(events);
    }

    @Test
    void filesThatWereDeletedBeforeTheExportAreNotMissedUntilTheyHaveCome() throws Exception {
        Path whole = zip(Selection.run(home.run));
        home.provenance.retention().collect(RetentionPolicy.latest(0));
        Path crate = crate(Selection.run(home.run));
        Import.Imported imported = other.provenance.importer().from(crate, bytes -> {});
        assertThat(imported.missing()).contains(home.table.digest());
        assertThat(other.provenance.audit().run().findings()).isEmpty();

        assertThat(other.provenance.importer().from(whole, bytes -> {}).artefacts()).isPositive();
        assertThat(other.provenance.audit().run().findings()).isEmpty();
        other.provenance.objects().delete(home.table.digest());
        assertThat(other.provenance.importer().from(crate, bytes -> {}).missing())
                .containsExactly(home.table.digest());
        assertThat(other.provenance.audit().run().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).contains(home.table.digest()));
    }

    @Test
    void anAlteredArtefactIsRefusedAndNothingIsRecorded() throws Exception {
        Path crate = crate(tuned());
        Path file = crate.resolve(Export.path(home.clone.digest()));
        Files.writeString(file, "weights of another");
        long events = other.provenance.events().head().seq();
        assertThatThrownBy(() -> other.provenance.importer().from(crate, bytes -> {}))
                .isInstanceOf(DamagedArchiveException.class)
                .hasMessageContaining(home.clone.digest());
        assertThat(other.provenance.events().head().seq()).isEqualTo(events);
        assertThat(other.provenance.functionals().count()).isZero();
    }

    @Test
    void anAlteredCacheKeyIsRefused() throws Exception {
        Path crate = crate(tuned());
        Path records = crate.resolve("records.jsonl");
        Files.writeString(
                records, Files.readString(records).replace(Example.key(1), Example.key(5)));
        assertThatThrownBy(() -> other.provenance.importer().from(crate, bytes -> {}))
                .hasMessageContaining("execution 2 (example/step) of the archive was altered");
    }

    @Test
    void somethingElseIsRefused() {
        assertThatThrownBy(() -> other.provenance.importer().from(directory, bytes -> {}))
                .isInstanceOf(DamagedArchiveException.class)
                .hasMessageContaining("not an export of xcflow");
    }

    @Test
    void anInterruptedExportGoesOnWhereItStopped() throws Exception {
        Path crate = crate(tuned());
        Path file = crate.resolve(Export.path(home.clone.digest()));
        var before = Files.getLastModifiedTime(file);
        Files.delete(crate.resolve(Export.path(home.tuned.digest())));
        crate(tuned());
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        assertThat(crate.resolve(Export.path(home.tuned.digest()))).exists();
    }

    @Test
    void theSameExportGivesTheSameBytes() throws Exception {
        byte[] first = Files.readAllBytes(zip(tuned()));
        assertThat(Files.readAllBytes(zip(tuned()))).isEqualTo(first);
    }

    @Test
    void everyReferenceInTheCrateResolves() throws Exception {
        JsonNode metadata =
                CanonicalJson.parse(
                        Files.readString(
                                crate(Selection.run(home.run)).resolve("ro-crate-metadata.json")));
        List<String> ids = new ArrayList<>();
        metadata.get("@graph").forEach(entity -> ids.add(entity.get("@id").asString()));
        assertThat(ids).doesNotHaveDuplicates().contains("./", "workflow.yaml", "#run-1");
        List<String> references = new ArrayList<>();
        metadata.get("@graph").forEach(entity -> references(entity, references));
        assertThat(references)
                .filteredOn(reference -> !reference.startsWith("http") || reference.contains("#"))
                .allMatch(ids::contains);
    }

    private static void references(JsonNode node, List<String> references) {
        node.properties()
                .forEach(
                        property -> {
                            JsonNode value = property.getValue();
                            for (JsonNode element : value.isArray() ? value : List.of(value)) {
                                if (element.isObject() && element.has("@id")) {
                                    references.add(element.get("@id").asString());
                                }
                            }
                        });
    }

    @Test
    void theProvDocumentConnectsEntitiesActivitiesAndAgents() throws Exception {
        Path file = directory.resolve("prov.json");
        home.provenance.exporter().prov(tuned(), file);
        JsonNode prov = CanonicalJson.parse(Files.readString(file));
        String clone = "xcflow:artefact-" + home.clone.digest();
        assertThat(prov.get("entity").get(clone).get("prov:label").asString())
                .isEqualTo("pbe-clone@1");
        assertThat(prov.get("activity").has("xcflow:execution-2")).isTrue();
        assertThat(prov.get("wasGeneratedBy").values())
                .anyMatch(
                        generation ->
                                generation.get("prov:entity").asString().equals(clone)
                                        && generation
                                                .get("prov:activity")
                                                .asString()
                                                .equals("xcflow:execution-2"));
        assertThat(prov.get("wasDerivedFrom").values())
                .anyMatch(
                        derivation ->
                                derivation
                                        .get("prov:usedEntity")
                                        .asString()
                                        .startsWith("xcflow:reference-"));
    }
}
