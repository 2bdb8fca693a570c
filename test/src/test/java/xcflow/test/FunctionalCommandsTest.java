package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Questions to the records of a small campaign, as a user asks them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionalCommandsTest {
    private Path directory;
    private SmallCampaign campaign;
    private CommandLine xcflow;

    @BeforeAll
    void runOnce(@TempDir Path temporary) throws IOException {
        directory = temporary;
        campaign = SmallCampaign.run(directory.resolve("campaign"));
        xcflow = campaign.xcflow;
    }

    @Test
    void theLineageNamesEveryIngredientDownToThePublishedReference() {
        String tree = xcflow.ok("functional", "lineage", "tuned").out();
        assertThat(tree)
                .contains(
                        "tuned@1 (constrained)",
                        "fine-tuned-from clone-0@1 (constrained)",
                        "cloned-from PBE@1 (reference)",
                        "inputs.train: H2",
                        "inputs.molecules: H2",
                        "inputs.gaussian.basis: sto-3g",
                        "inputs.seed: ",
                        "inputs.network.width: 4",
                        "task-version: ",
                        "code-digest: ",
                        "code-version: ",
                        "jvm: ",
                        "host: ",
                        "Phys. Rev. Lett. 77, 3865");
        assertThat(xcflow.ok("functional", "lineage", "tuned", "--short").out())
                .contains("descriptors")
                .doesNotContain("inputs.");
    }

    @Test
    void theLineageIsAPictureInOneCommand() throws IOException {
        Path svg = directory.resolve("lineage.svg");
        xcflow.ok("functional", "lineage", "tuned", "--svg", svg.toString());
        assertThat(svg)
                .content()
                .startsWith("<svg ")
                .contains("tuned@1", "PBE@1 (reference)", ">cloned-from</text>");
        assertThat(xcflow.ok("functional", "lineage", "tuned", "--dot").out())
                .startsWith("digraph lineage {");
        assertThat(xcflow.ok("functional", "lineage", "tuned", "--mermaid").out())
                .startsWith("flowchart RL");
        JsonNode graph = xcflow.ok("functional", "lineage", "tuned", "--json").json();
        assertThat(graph.get("nodes").get(0).get("label").asString()).startsWith("tuned@1");
        assertThat(graph.get("edges").size()).isGreaterThan(4);
    }

    @Test
    void aLineageNamesTheFileWithTheGeometries() {
        assertThat(xcflow.ok("functional", "lineage", "tuned").out())
                .contains("geometries: molecules.xyz (");
    }

    @Test
    void descendantsAreWhatWasMadeOfAFunctional() {
        assertThat(xcflow.ok("functional", "descendants", "clone-0", "--short").out())
                .contains("parent of (fine-tuned-from) tuned@1", "scf-validate")
                .doesNotContain("clone-1");
    }

    @Test
    void aListComesInPages() {
        List<String> all = new ArrayList<>();
        for (int page = 1; page <= 2; page++) {
            xcflow.ok("functional", "list", "--limit", "3", "--page", page + "", "--json")
                    .json()
                    .forEach(version -> all.add(version.get("version").asString()));
        }
        assertThat(all)
                .hasSize(4)
                .contains("PBE@1", "clone-0@1", "clone-1@1", "tuned@1")
                .startsWith("tuned@1");
        assertThat(xcflow.ok("functional", "list", "--limit", "3").out())
                .contains("1 to 3 of 4; --page 2 shows the next");
        assertThat(xcflow.ok("functional", "list", "--limit", "3", "--page", "2").out())
                .contains("4 to 4 of 4");
        assertThat(xcflow.ok("functional", "list", "--page", "9").out())
                .contains("nothing on page 9: there are 4, on 1 pages");
        assertThat(xcflow.ok("functional", "list", "clone-1").out())
                .contains("clone-1@1")
                .doesNotContain("clone-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--page=0", "--page=-1", "--limit=0", "--limit=x", "--offset=-2"})
    void aPageThatCannotBeIsRefused(String option) {
        CommandLine.Result result = xcflow.run("functional", "list", option);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(option.substring(0, option.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "lineage", "descendants", "metrics"})
    void anUnknownNameIsRefusedWithTheOneThatWasMeant(String command) {
        CommandLine.Result result = xcflow.run("functional", command, "tunde");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("there is no functional tunde", "(did you mean 'tuned'?)")
                .doesNotContain("Exception");
        assertThat(xcflow.run("functional", command, "tuned@7").err())
                .contains("the latest version is tuned@1");
        assertThat(xcflow.run("functional", command, "tuned@99999999999").status()).isEqualTo(2);
    }

    @Test
    void aVersionIsShownWithWhatWasMeasuredOfIt() {
        JsonNode clone = xcflow.ok("functional", "show", "clone-0", "--json").json();
        assertThat(clone.get("version").asString()).isEqualTo("clone-0@1");
        assertThat(clone.at("/parents/0/relation").asString()).isEqualTo("cloned-from");
        assertThat(clone.at("/parents/0/parent").asString()).isEqualTo("PBE@1");
        String digest = clone.get("digest").asString();
        assertThat(xcflow.ok("functional", "show", digest.substring(0, 12)).out())
                .contains("clone-0@1", digest);
        List<String> metrics = new ArrayList<>();
        xcflow.ok("functional", "metrics", "clone-0", "--json")
                .json()
                .forEach(metric -> metrics.add(metric.get("metric").asString()));
        assertThat(metrics).contains("total-energy-mae", "cloning-training-energy-mae");
        assertThat(xcflow.ok("functional", "metrics", "clone-0").out())
                .contains("MEASURED BY EXECUTION", "total-energy-mae");
    }

    @Test
    void aDifferenceGoesBackToTheDataThatTheVersionsWereMadeOf() {
        String text = xcflow.ok("functional", "diff", "clone-0", "clone-1").out();
        assertThat(text)
                .containsPattern("inputs\\.dataset +descriptors\\.npz")
                .containsPattern("inputs\\.dataset: inputs\\.gaussian\\.grid-level +1 +2")
                .containsPattern("F_x +\\d\\.\\d+e-\\d+")
                .contains("F_c at r_s = 2", "F_xc at r_s = 10", "total-energy-mae");
    }

    @Test
    void aDifferenceHasTheCurvesAsNumbersAndAsAPicture() throws IOException {
        Path svg = directory.resolve("difference.svg");
        JsonNode diff =
                xcflow.ok("functional", "diff", "PBE", "tuned", "--json", "--svg", svg.toString())
                        .json();
        JsonNode exchange = diff.get("curves").get(0);
        assertThat(exchange.get("quantity").asString()).isEqualTo("F_x");
        assertThat(exchange.get("x").size()).isEqualTo(201);
        assertThat(exchange.get("x").get(200).asDouble()).isEqualTo(5);
        // F_x(s) = 1 + κ − κ/(1 + µ s²/κ) of PBE at s = 1
        double kappa = 0.804;
        double mu = 0.2195149727645171;
        assertThat(exchange.get("one").get(40).asDouble())
                .isCloseTo(
                        1 + kappa - kappa / (1 + mu / kappa),
                        org.assertj.core.api.Assertions.within(1e-9));
        assertThat(exchange.get("largest-difference").asDouble()).isPositive();
        assertThat(svg).content().startsWith("<svg ").contains("</svg>");
        assertThat(Files.size(svg)).isLessThan(300_000);
    }

    @Test
    void aVersionDoesNotDifferFromItself() {
        JsonNode diff = xcflow.ok("functional", "diff", "tuned", "tuned@1", "--json").json();
        assertThat(diff.get("ingredients")).isEmpty();
        diff.get("curves")
                .forEach(curve -> assertThat(curve.get("largest-difference").asDouble()).isZero());
        assertThat(xcflow.ok("functional", "diff", "tuned", "tuned").out())
                .contains("no ingredient differs");
    }

    @Test
    void aTaggedVersionKeepsAllThatItNeedsWhenGarbageIsCollected() throws IOException {
        SmallCampaign copy = campaign.copy(directory.resolve("tagged"));
        assertThat(copy.xcflow.ok("functional", "tag", "tuned@1", "published").out())
                .contains("tuned@1 has the tag published");
        assertThat(copy.xcflow.ok("functional", "tag", "tuned@1", "published").out())
                .contains("already");
        assertThat(copy.xcflow.run("functional", "tag", "tuned", "two words").status())
                .isEqualTo(2);
        copy.xcflow.ok("functional", "note", "tuned", "for the paper");
        assertThat(copy.xcflow.ok("functional", "list", "--tag", "published").out())
                .contains("tuned@1")
                .doesNotContain("clone-1@1");
        assertThat(copy.xcflow.ok("functional", "show", "tuned").out())
                .contains("published", "for the paper");

        String untagged = copy.digest("clone-1");
        JsonNode plan = copy.xcflow.ok("gc", "--keep", "0", "--dry-run", "--json").json();
        assertThat(plan.get("artefacts").toString()).contains(untagged);
        assertThat(copy.object(untagged)).exists();
        copy.xcflow.ok("gc", "--keep", "0");
        assertThat(copy.object(untagged)).doesNotExist();
        assertThat(copy.object(copy.digest("tuned"))).exists();
        assertThat(copy.object(copy.digest("clone-0"))).exists();
        copy.xcflow.ok("audit");
        assertThat(copy.xcflow.ok("functional", "diff", "clone-0", "clone-1").out())
                .contains("curves cannot be compared: the file of clone-1@1 is gone");

        copy.xcflow.ok("run", copy.file, "-q");
        assertThat(copy.xcflow.states()).isEqualTo(Map.of("CACHED", 3, "SUCCEEDED", 3));
        copy.xcflow.ok("audit");

        copy.xcflow.ok("functional", "tag", "tuned", "published", "--remove");
        assertThat(copy.xcflow.ok("functional", "list", "--tag", "published", "--json").json())
                .isEmpty();
    }

    @Test
    void sqlAnswersFromTheDocumentedViews() {
        JsonNode rows =
                xcflow.ok(
                                "sql",
                                "select label, relation, parent_label from lineage where label = 'tuned@1'",
                                "--json")
                        .json();
        assertThat(rows.get(0).toString().toLowerCase(java.util.Locale.ROOT))
                .contains("fine-tuned-from", "clone-0@1");
        for (String view :
                List.of(
                        "functional_versions",
                        "lineage",
                        "executions",
                        "metrics",
                        "tags",
                        "runs",
                        "instances",
                        "artefacts",
                        "events")) {
            xcflow.ok("sql", "select count(*) from " + view);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from functional_versions",
                "update executions set state = 'FAILED'",
                "insert into tags values (1, 'x', 'y', current_timestamp)",
                "delete from public.events",
                "drop table public.events",
                "drop view lineage",
                "create table x (y int)",
                "shutdown",
                "script to 'x.sql'",
                "runscript from 'x.sql'",
                "call file_write('x', 'y.txt')",
                "set password 'x'",
                "select * from public.functionals",
                "select 1; delete from public.events",
                "selct 1",
            })
    void sqlThatDoesMoreThanReadTheViewsIsRefused(String statement) {
        CommandLine.Result result = xcflow.run("sql", statement);
        assertThat(result.status()).as(result.out()).isEqualTo(2);
        assertThat(result.err()).startsWith("xcflow: ").doesNotContain("\tat ");
        assertThat(xcflow.ok("functional", "list", "--json").json()).hasSize(4);
        assertThat(xcflow.run("audit").status()).isZero();
    }
}
