package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.Work;
import xcflow.provenance.state.RunState;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.RunView;
import xcflow.spi.Artefact;
import xcflow.storage.home.Home;
import xcflow.workflows.schema.TaskCatalog;

/** A run of two steps, the second with two instances of which one fails. */
class ReportCollectorTest {
    private static final String YAML =
            """
            name: example
            description: Two steps.
            steps:
              last:
                description: The second one.
                uses: shell
                matrix: {seed: [1, 2]}
                needs: [first]
                with: {command: "true"}
              first:
                uses: shell
                with: {command: "true"}
            outputs:
              all: ${{ steps.last }}
            """;
    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>";

    @TempDir private Path directory;
    private Provenance provenance;
    private Worker worker;
    private long run;

    @BeforeEach
    void recordARun() throws IOException {
        provenance =
                Provenance.open(new Home(directory.resolve("home")), ReferenceDescriptions.NONE);
        worker =
                provenance
                        .runs()
                        .register(
                                new Worker(
                                        0,
                                        "here",
                                        1,
                                        "17",
                                        "Linux",
                                        "0.1.0",
                                        "{\"processors\":2}",
                                        Instant.EPOCH));
        String options =
                PlainJson.write(
                        Map.of(
                                "root", directory.toString(),
                                "cache", "NORMAL",
                                "environment", Map.of(),
                                "imports", Map.of()));
        run =
                provenance
                        .runs()
                        .submit(
                                new NewRun(
                                        "example",
                                        YAML,
                                        directory.resolve("example.yaml").toString(),
                                        "{\"seeds\":[1,2]}",
                                        options,
                                        "command-line"))
                        .id();
        provenance
                .runs()
                .addInstances(
                        run,
                        List.of(
                                new NewInstance(0, "first", "{}"),
                                new NewInstance(1, "last", "{\"seed\":1}"),
                                new NewInstance(2, "last", "{\"seed\":2}")));
        provenance.runs().ready(run, List.of(0, 1, 2));
        Artefact plot = store("plot.svg", "image/svg+xml", SVG);
        Artefact table = store("table.csv", "text/csv", "x,y\n1,0.5\n2,1.5\n");
        Artefact functional = store("pbe-clone.xcf", "application/zip", "weights");
        provenance
                .runs()
                .complete(
                        claim(0),
                        Completion.of(
                                PlainJson.write(Map.of("plot", plot, "table", table)),
                                List.of(ref(plot), ref(table))));
        provenance
                .runs()
                .complete(
                        claim(1),
                        new Completion(
                                PlainJson.write(Map.of("error", 0.125, "plot", plot)),
                                List.of(ref(functional)),
                                List.of(
                                        new Completion.MadeFunctional(
                                                "pbe-clone",
                                                functional.digest(),
                                                "constrained",
                                                "PBE",
                                                List.of(
                                                        new Completion.Parent(
                                                                "PBE", "cloned-from")),
                                                Map.of("seed", "1"))),
                                List.of(
                                        new Completion.Metric(
                                                functional.digest(), "energy-mae", 0.5, "mHa")),
                                Optional.empty(),
                                List.of(new Warning("weak-fit", "the loss is 1e-3"))));
        provenance
                .runs()
                .fail(claim(2), new Failure("no convergence", Optional.empty(), Optional.empty()));
        provenance
                .runs()
                .finish(
                        run,
                        RunState.FAILED,
                        PlainJson.write(
                                Map.of(
                                        "all",
                                        List.of(
                                                Map.of(
                                                        "error",
                                                        0.125,
                                                        "plot",
                                                        plot,
                                                        "matrix",
                                                        Map.of("seed", 1L))))),
                        "last failed");
    }

    @AfterEach
    void close() {
        provenance.close();
    }

    @Test
    void stepsStandInTheOrderOfTheFileWithWhatTheyNeed() throws IOException {
        List<Report.StepSummary> steps = report().steps();
        assertThat(steps).extracting(Report.StepSummary::id).containsExactly("last", "first");
        assertThat(steps.get(0).needs()).containsExactly("first");
        assertThat(steps.get(0).description()).isEqualTo("The second one.");
        assertThat(steps.get(0).counts()).isEqualTo(Map.of("SUCCEEDED", 1, "FAILED", 1));
    }

    @Test
    void instancesHaveTheirLabelsOutputsAndFailures() throws IOException {
        List<Report.InstanceSummary> instances = report().instances();
        assertThat(instances.get(1).labels()).isEqualTo(Map.of("seed", 1L));
        assertThat(instances.get(1).outputs()).containsEntry("error", 0.125);
        assertThat(instances.get(1).seconds()).isPresent();
        assertThat(instances.get(2).message()).contains("no convergence");
    }

    @Test
    void aMatrixStepBecomesATable() throws IOException {
        Report.Table table = report().outputs().get(0).tables().get(0);
        assertThat(table.columns())
                .extracting(Report.Column::name)
                .containsExactly("seed", "error");
        assertThat(table.rows()).containsExactly(List.of(1L, 0.125));
    }

    @Test
    void aPictureIsEmbeddedOnceAndListedElsewhere() throws IOException {
        Report report = report();
        assertThat(report.outputs().get(0).pictures())
                .singleElement()
                .satisfies(p -> assertThat(p.source()).startsWith("data:image/svg+xml;base64,"))
                .satisfies(p -> assertThat(p.caption()).isEqualTo("plot: seed 1"));
        assertThat(result(report, "first").pictures()).isEmpty();
        assertThat(result(report, "first").files())
                .extracting(Report.StoredFile::remark)
                .containsExactlyInAnyOrder("shown before", "shown above");
    }

    @Test
    void csvFilesAreShownAsTables() throws IOException {
        assertThat(result(report(), "first").tables().get(0).rows())
                .containsExactly(List.of(1L, 0.5), List.of(2L, 1.5));
    }

    @Test
    void functionalVersionsComeWithParentsAndMetrics() throws IOException {
        Report report = report();
        assertThat(report.functionals())
                .singleElement()
                .satisfies(f -> assertThat(f.name()).isEqualTo("pbe-clone@1"))
                .satisfies(f -> assertThat(f.step()).isEqualTo("last: seed 1"))
                .satisfies(f -> assertThat(f.parents()).containsExactly("cloned from PBE@1"))
                .satisfies(f -> assertThat(f.details()).isEqualTo(Map.of("seed", "1")))
                .satisfies(f -> assertThat(f.lineage()).isNotEmpty());
        assertThat(report.metrics())
                .containsExactly(
                        new Report.MetricSummary(
                                "pbe-clone@1", "last: seed 1", "energy-mae", 0.5, "mHa"));
    }

    @Test
    void aMissingFileIsSaidToBeMissing() throws IOException {
        for (Artefact artefact : List.of(artefact(SVG), artefact("x,y\n1,0.5\n2,1.5\n"))) {
            provenance.objects().delete(artefact.digest());
        }
        assertThat(result(report(), "first").files())
                .extracting(Report.StoredFile::remark)
                .containsOnly("no longer in the store");
    }

    @Test
    void thePageIsWrittenAndNamesTheFailure() throws IOException {
        StringWriter page = new StringWriter();
        new HtmlReport().write(report(), page);
        assertThat(page.toString())
                .contains("no convergence", "Two steps.", "pbe-clone@1")
                .doesNotContain("<script");
    }

    @Test
    void theJsonHasEverything() throws IOException {
        StringWriter text = new StringWriter();
        DataReport.json(List.of(report()), text);
        JsonNode json = JsonMapper.shared().readTree(text.toString());
        assertThat(json.at("/workflow-digest").asString()).hasSize(64);
        assertThat(json.at("/instances/1/outputs/error").asDouble()).isEqualTo(0.125);
        assertThat(json.at("/instances/1/outputs/plot/media-type").asString())
                .isEqualTo("image/svg+xml");
        assertThat(json.at("/functionals/0/name").asString()).isEqualTo("pbe-clone@1");
    }

    @Test
    void theCsvHasALineForEachInstance() throws IOException {
        StringWriter text = new StringWriter();
        DataReport.csv(List.of(report()), text);
        List<List<String>> lines = Csv.read(text.toString());
        assertThat(lines).hasSize(4);
        int error = lines.get(0).indexOf("error");
        int seed = lines.get(0).indexOf("matrix.seed");
        assertThat(lines.get(2).get(seed)).isEqualTo("1");
        assertThat(lines.get(2).get(error)).isEqualTo("0.125");
        assertThat(lines.get(3).get(2)).isEqualTo("FAILED");
    }

    @Test
    void aWorkflowThatCannotBeReadAnyMoreIsReportedAllTheSame() throws IOException {
        Run recorded = provenance.runs().run(run).orElseThrow();
        Report report = new ReportCollector(provenance, TaskCatalog.of()).collect(view(recorded));
        assertThat(report.steps())
                .extracting(Report.StepSummary::id)
                .containsExactly("first", "last");
    }

    private Report report() throws IOException {
        Run recorded = provenance.runs().run(run).orElseThrow();
        return new ReportCollector(provenance, TaskCatalog.load()).collect(view(recorded));
    }

    private static Report.Section result(Report report, String step) {
        return report.results().stream().filter(r -> r.title().equals(step)).findFirst().get();
    }

    private Claim claim(int instance) {
        return provenance
                .runs()
                .claim(
                        new Work(
                                run,
                                instance,
                                "shell",
                                "1",
                                "c".repeat(64),
                                Integer.toString(instance).repeat(64),
                                "{}",
                                "{}",
                                List.of(),
                                true,
                                1,
                                provenance.runs().conductor(run)),
                        worker,
                        Duration.ofMinutes(1))
                .orElseThrow();
    }

    private Artefact store(String name, String mediaType, String content) throws IOException {
        var stored =
                provenance
                        .objects()
                        .store(out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
        return new Artefact(stored.digest(), name, mediaType, stored.size());
    }

    private Artefact artefact(String content) throws IOException {
        return store("any", "text/plain", content);
    }

    private static ArtefactRef ref(Artefact artefact) {
        return new ArtefactRef(
                artefact.digest(), artefact.name(), artefact.mediaType(), artefact.size());
    }

    private static RunView view(Run run) {
        return new RunView(run, false, Optional.empty());
    }
}
