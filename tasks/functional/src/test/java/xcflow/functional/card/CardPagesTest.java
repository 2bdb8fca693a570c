package xcflow.functional.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.dataset.ModelSystems;
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
        return new String(
                new CardPages().page(format, file(), RECORDED, false), StandardCharsets.UTF_8);
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
}
