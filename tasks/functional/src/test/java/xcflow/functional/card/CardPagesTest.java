package xcflow.functional.card;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.export.ExportFormats;
import xcflow.functional.export.ModelExport;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.spi.FunctionalCard.Recorded;
import xcflow.spi.FunctionalCard.Section;

@Tag("numerics")
class CardPagesTest {
    private static final Recorded RECORDED =
            new Recorded(
                    "clone@3",
                    Optional.of(Section.of("Made of <things> & more | others")),
                    Optional.of(
                            new Section(
                                    List.of(),
                                    List.of("metric", "value"),
                                    List.of(List.of("total-energy-mae", "0.0123")))),
                    Optional.empty(),
                    Optional.empty());

    private static byte[] file() throws Exception {
        var shape = new Shape(5, 1, Activation.TANH);
        var data = ModelSystems.sample(List.of("He", "N"));
        return FunctionalFile.bytes(
                NeuralFunctional.untrained(
                                Architecture.CONSTRAINED.specify(
                                        "clone", "PBE", Constraints.ALL, shape, shape, 1))
                        .trainedOn(TrainingDomain.of(data.points(), data.weights(), 2)));
    }

    private static String page(String format) throws Exception {
        return new String(new CardPages().page(format, file(), RECORDED, false), UTF_8);
    }

    @Test
    void theSameRecordGivesTheSameBytes() throws Exception {
        for (String format : new CardPages().formats()) {
            assertThat(page(format)).isEqualTo(page(format));
        }
    }

    @Test
    void thePageNeedsNothingElse() throws Exception {
        String html = page("html");
        assertThat(html)
                .contains("clone@3", "Constraints kept and lost", "total-energy-mae", "0.0123")
                .contains("Made of &lt;things&gt; &amp; more")
                .contains("2 systems with 9.000 electrons")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script", "<link", "src=", "@import");
        // Two histograms and three plots.
        assertThat(html.split("<svg", -1)).hasSize(6);
    }

    @Test
    void markdownKeepsTablesWhole() throws Exception {
        assertThat(page("md"))
                .contains("# clone@3")
                .contains("| total-energy-mae | 0.0123 |")
                .contains("Made of \\<things\\> & more")
                .contains("xcflow functional get clone@3 --format python");
    }

    @Test
    void programsReadNumbers() throws Exception {
        var json = JsonMapper.shared().readTree(page("json"));
        assertThat(json.get("digest").asString()).hasSize(64);
        assertThat(json.get("constraints").get("held").asInt()).isGreaterThan(10);
        assertThat(json.get("trained-on").get("systems").asInt()).isEqualTo(2);
        var range = json.get("trained-on").get("density-parameter-range");
        assertThat(range.get(0).asDouble()).isLessThan(0.2);
        assertThat(range.get(1).asDouble()).isGreaterThan(5);
    }

    /** What the card shows works, and what works it shows. */
    @Test
    void theFormatsThatAreShownAreThoseThatWork() throws Exception {
        assertThat(shown(Architecture.STUDY, Constraints.NONE, "PBE", Activation.GELU))
                .containsExactly("c", "dl4j", "libxc", "python", "torchscript");
        assertThat(shown(Architecture.CONSTRAINED, Constraints.ALL, "PBE", Activation.TANH))
                .containsExactly("c", "libxc", "python", "torchscript");
        assertThat(shown(Architecture.ANCHORED, Constraints.ALL, "BLYP", Activation.TANH))
                .isSubsetOf("dl4j");
    }

    private static Set<String> shown(
            Architecture architecture, Constraints constraints, String reference, Activation f)
            throws Exception {
        var shape = new Shape(4, 1, f);
        byte[] file =
                FunctionalFile.bytes(
                        NeuralFunctional.untrained(
                                architecture.specify(
                                        "clone", reference, constraints, shape, shape, 1)));
        String card = new String(new CardPages().page("md", file, RECORDED, false), UTF_8);
        var shown = new TreeSet<String>();
        for (var exports : List.of(new ExportFormats(), new ModelExport())) {
            for (String format : exports.formats()) {
                boolean works = true;
                try {
                    exports.files(format, file);
                } catch (IOException refused) {
                    works = false;
                }
                assertThat(card.contains("--format " + format))
                        .as(architecture + " as " + format)
                        .isEqualTo(works);
                if (works) {
                    shown.add(format);
                }
            }
        }
        assertThat(card.contains("xcflow functional run")).isEqualTo(shown.contains("libxc"));
        return shown;
    }
}
