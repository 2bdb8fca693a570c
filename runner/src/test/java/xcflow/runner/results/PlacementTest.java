package xcflow.runner.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xcflow.spi.Artefact;
import xcflow.storage.files.FileObjectStore;
import xcflow.workflows.model.ResultsDirectory.Link;

class PlacementTest {
    @TempDir private Path directory;
    private FileObjectStore objects;
    private Path results;

    @BeforeEach
    void open() throws Exception {
        objects = new FileObjectStore(directory.resolve("objects"));
        results = directory.resolve("results");
    }

    private Artefact stored(String name, String content) throws IOException {
        var stored =
                objects.store(
                        out ->
                                out.write(
                                        content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return new Artefact(stored.digest(), name, "text/plain", stored.size());
    }

    private Placement.Done place(Link link, Map<String, Object> outputs) throws IOException {
        ResultFiles files = new ResultFiles();
        outputs.forEach(files::output);
        return new Placement(objects, results, "table", link, false).place(files.files());
    }

    private Placement.Done place(Map<String, Object> outputs) throws IOException {
        return place(Link.COPY, outputs);
    }

    private List<String> names() throws IOException {
        try (var files = Files.walk(results)) {
            return files.filter(f -> !Files.isDirectory(f))
                    .map(f -> results.relativize(f).toString())
                    .filter(name -> !name.startsWith(".xcflow-results"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Link.class)
    void resultsAreUpdatedAndStaleOnesRemovedHoweverTheyAreLinked(Link link) throws Exception {
        place(link, Map.of("table", stored("t.csv", "one"), "old", stored("o.txt", "old")));
        assertThat(names()).containsExactly("old.txt", "table.csv");
        Placement.Done done = place(link, Map.of("table", stored("t.csv", "two")));
        assertThat(done.placed()).containsExactly("table.csv");
        assertThat(done.removed()).containsExactly("old.txt");
        assertThat(done.kept()).isEmpty();
        assertThat(results.resolve("table.csv")).hasContent("two");
        assertThat(Files.isSymbolicLink(results.resolve("table.csv")))
                .isEqualTo(link == Link.SYMLINK);
        assertThat(place(link, Map.of("table", stored("t.csv", "two"))).unchanged())
                .containsExactly("table.csv");
    }

    @Test
    void aFileOfTheUsersIsNeverOverwrittenOrRemoved() throws Exception {
        Files.createDirectories(results);
        Files.writeString(results.resolve("mine.csv"), "mine");
        place(Map.of("table", stored("t.csv", "one"), "gone", stored("g.csv", "g")));
        Files.writeString(results.resolve("table.csv"), "edited");
        Files.writeString(results.resolve("gone.csv"), "edited too");
        Placement.Done done =
                place(Map.of("table", stored("t.csv", "two"), "mine", stored("m.csv", "ours")));
        assertThat(done.kept())
                .containsEntry("table.csv", "it was changed by somebody")
                .containsEntry("mine.csv", "it was there before")
                .containsKey("gone.csv");
        assertThat(results.resolve("table.csv")).hasContent("edited");
        assertThat(results.resolve("mine.csv")).hasContent("mine");
        assertThat(results.resolve("gone.csv")).hasContent("edited too");
    }

    @Test
    void aDirectoryThatIsALinkIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.createDirectories(results);
        Files.createSymbolicLink(results.resolve("points"), elsewhere);
        Placement.Done done = place(Map.of("points", List.of(stored("a.dat", "a"))));
        assertThat(done.kept()).containsEntry("points/0-a.dat", "points is no directory");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessPlacedIsStillOurs() throws Exception {
        place(Map.of("table", stored("t.csv", "one")));
        PlacedFiles list = PlacedFiles.of(results);
        list.expect("table", "table.csv", stored("t.csv", "two").digest());
        list.write();
        Files.writeString(results.resolve("table.csv"), "two");
        assertThat(place(Map.of("table", stored("t.csv", "three"))).placed())
                .containsExactly("table.csv");
    }

    @Test
    void aFileOfAnotherWorkflowIsLeftAlone() throws Exception {
        ResultFiles files = new ResultFiles();
        files.output("table", stored("t.csv", "other"));
        new Placement(objects, results, "other", Link.COPY, false).place(files.files());
        assertThat(place(Map.of("table", stored("t.csv", "one"))).kept())
                .containsEntry("table.csv", "it belongs to the workflow other");
    }

    @Test
    void instancesLieInDirectoriesNamedByTheirLabels() throws Exception {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("matrix", Map.of("seed", 1L));
        one.put("functional", stored("pbe.xcf", "weights"));
        one.put("loss", 0.5);
        place(
                Map.of(
                        "clones", List.of(one),
                        "loss", 0.5,
                        "grid", Map.of("fine/a.dat", stored("a.dat", "a")),
                        "odd", Map.of("../up", stored("b.dat", "b"))));
        assertThat(names())
                .containsExactly(
                        "clones.json",
                        "clones/seed=1/functional.xcf",
                        "grid/fine/a.dat",
                        "loss.json",
                        "odd/_/up.dat");
        assertThat(results.resolve("clones.json"))
                .content()
                .contains("clones/seed=1/functional.xcf", "0.5");
    }
}
