package xcflow.provenance.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.run.ExampleHome;

class LineageTest {
    @TempDir Path directory;
    private ExampleHome home;
    private FunctionalRegistry functionals;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory);
        functionals = home.provenance.functionals();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aVersionIsFoundByNameNumberAndDigest() {
        FunctionalRecord tuned = functionals.get("pbe-tuned@1");
        assertThat(functionals.find("pbe-tuned")).contains(tuned);
        assertThat(functionals.find(home.tuned.digest().substring(0, 12))).contains(tuned);
        assertThat(functionals.find("pbe-tuned@2")).isEmpty();
        assertThat(functionals.find("pbe-tuned@99999999999")).isEmpty();
        assertThatThrownBy(() -> functionals.get("pbe-tuned@2"))
                .hasMessage(
                        "there is no functional pbe-tuned@2; the latest version is pbe-tuned@1");
        assertThatThrownBy(() -> functionals.get("pbe-turned"))
                .hasMessage(
                        "there is no functional pbe-turned; there are: PBE, pbe-clone, pbe-tuned");
    }

    @Test
    void versionsAreListedInPagesNewestFirst() {
        assertThat(functionals.list(Optional.empty(), Optional.empty(), 0, 2))
                .extracting(FunctionalRecord::label)
                .containsExactly("pbe-tuned@1", "pbe-clone@1");
        assertThat(functionals.list(Optional.empty(), Optional.empty(), 2, 2))
                .extracting(FunctionalRecord::label)
                .containsExactly("PBE@1");
        functionals.marks().tag("pbe-clone", "good");
        assertThat(functionals.list(Optional.empty(), Optional.of("good"), 0, 9))
                .extracting(FunctionalRecord::label)
                .containsExactly("pbe-clone@1");
    }

    @Test
    void theLineageEndsInDataAndInAPublishedReference() {
        List<String> lines =
                LineageTree.lines(functionals.lineage(functionals.get("pbe-tuned")), false);
        String data = home.data.digest().substring(0, 12);
        assertThat(lines)
                .containsExactly(
                        "pbe-tuned@1 (constrained)",
                        "├─ made by execution 3: task, step step (example)",
                        "│  ├─ used pbe-clone@1 (constrained)",
                        "│  │  ├─ made by execution 2: task, step step (example)",
                        "│  │  │  └─ used descriptors.csv (" + data + "…)",
                        "│  │  │     └─ made by execution 1: task, step step (example)",
                        "│  │  └─ cloned-from PBE@1 (reference)",
                        "│  └─ used descriptors.csv (" + data + "…) (see above)",
                        "└─ fine-tuned-from pbe-clone@1 (constrained) (see above)");
    }

    @Test
    void theDetailsNameEveryIngredient() {
        List<String> lines =
                LineageTree.lines(functionals.lineage(functionals.get("pbe-tuned")), true);
        assertThat(lines)
                .anyMatch(line -> line.endsWith("citation: Phys. Rev. Lett. 77, 3865 (1996)"))
                .anyMatch(line -> line.endsWith("details.seed: 1"))
                .anyMatch(line -> line.endsWith("task-version: 1"))
                .anyMatch(line -> line.endsWith("code-version: 0.1.0"))
                .anyMatch(line -> line.endsWith("machine.processor: abacus"))
                .anyMatch(line -> line.endsWith("inputs.x: 2"));
    }

    @Test
    void aMachineIsDescribedOnce() {
        List<String> lines =
                LineageTree.lines(functionals.lineage(functionals.get("pbe-tuned")), true);
        assertThat(lines).filteredOn(line -> line.contains("machine.processor")).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.endsWith("machine: that of execution 3"))
                .hasSize(2);
    }

    @Test
    void descendantsAreWhatWasMadeOfAVersionAndWhatUsedIt() {
        assertThat(LineageTree.lines(functionals.descendants(functionals.get("pbe-clone")), false))
                .containsExactly(
                        "pbe-clone@1 (constrained)",
                        "├─ parent of (fine-tuned-from) pbe-tuned@1 (constrained)",
                        "│  └─ used by execution 4: task, step step (example)",
                        "└─ used by execution 3: task, step step (example)");
    }

    @Test
    void aDifferenceNamesIngredientsAndResults() {
        FunctionalDiff diff =
                functionals.diff(functionals.get("pbe-clone"), functionals.get("pbe-tuned"));
        assertThat(diff.ingredients())
                .extracting(FunctionalDiff.Difference::what)
                .containsExactly("name", "digest", "cloned-from", "fine-tuned-from", "inputs.x");
        assertThat(diff.metrics())
                .containsExactly(
                        new FunctionalDiff.Metric("total-energy-mae", "Ha", null, 0.01),
                        new FunctionalDiff.Metric("training-loss", "", 1e-9, null));
    }

    @Test
    void picturesShowEveryNode() {
        LineageGraph graph = functionals.lineage(functionals.get("pbe-tuned"));
        assertThat(LineagePicture.dot(graph)).contains("\"functional/3\" -> \"execution/3\"");
        assertThat(LineagePicture.mermaid(graph)).startsWith("flowchart RL\n");
    }

    @Test
    void theViewsForUsersAnswer() throws Exception {
        functionals.marks().tag("pbe-tuned", "published");
        assertThat(query("select label, relation, parent_label from lineage order by functional"))
                .containsExactly(
                        List.of("pbe-clone@1", "cloned-from", "PBE@1"),
                        List.of("pbe-tuned@1", "fine-tuned-from", "pbe-clone@1"));
        assertThat(query("select label, amount from metrics where metric = 'total-energy-mae'"))
                .containsExactlyInAnyOrder(List.of("pbe-tuned@1", 0.01), List.of("PBE@1", 0.1));
        for (String view :
                List.of(
                        "functional_versions",
                        "executions",
                        "tags",
                        "runs",
                        "instances",
                        "artefacts",
                        "events")) {
            assertThat(query("select * from " + view)).as(view).isNotEmpty();
        }
    }

    private List<List<Object>> query(String sql) throws Exception {
        return home.provenance.database().query("stable", sql, 1000).rows();
    }
}
