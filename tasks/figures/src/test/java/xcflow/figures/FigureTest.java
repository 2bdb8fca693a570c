package xcflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final double[] X = {0, 1, 2, 3};

    private static Figure losses() {
        Chart chart = new Chart("Training of <pbe> & others");
        chart.panel(Quantity.of("step", ""), Quantity.of("error of E_{xc}", "mHa").decades())
                .line("exchange", X, new double[] {10, 1, 0.1, 2e-3})
                .companion("held out", X, new double[] {20, 2, 0, 5e-3});
        return chart.figure();
    }

    @Test
    void textStaysTextWithIndicesAndPowersOfTen() {
        assertThat(losses().svg())
                .contains(">error of E<tspan dy=\"4.2\" font-size=\"9.4\">xc</tspan>")
                .contains(">10<tspan dy=\"-4.2\" font-size=\"9.4\">−2</tspan></text>")
                .contains(">exchange</text>", ">held out</text>")
                .doesNotContain("E-", "NaN", "Infinity");
    }

    @Test
    void everyKindIsWellFormedAndSaysInWordsWhatIsSeen() throws Exception {
        RowChart bars =
                new RowChart("Bars", Quantity.of("error", "mHa"))
                        .bar("a <b>", "one", 1, 0.2)
                        .bar("a <b>", "two", -3, Double.NaN)
                        .bar("c", "one", Double.NaN, 0);
        RowChart boxes =
                new RowChart("Boxes", Quantity.of("error", "mHa").decades())
                        .box("a", "", new double[] {1, 2, 3, 100})
                        .box("b", "", new double[] {4});
        HeatMap cells =
                new HeatMap(
                        "Cells",
                        "molecule",
                        "seed",
                        Quantity.of("error", "mHa"),
                        List.of("H2O", "CO"),
                        List.of("1", "2"),
                        new double[][] {{1, -2}, {Double.NaN, 3e-7}});
        for (Figure figure : List.of(losses(), bars.figure(), boxes.figure(), cells.figure())) {
            var document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(
                                    new ByteArrayInputStream(
                                            figure.svg().getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                    .isEqualTo(figure.description())
                    .contains("error");
            assertThat(figure.svg()).contains("prefers-color-scheme:dark").doesNotContain("NaN");
        }
        assertThat(bars.figure().svg()).contains(">missing</text>", ">−3.00</text>");
        assertThat(cells.figure().svg()).contains(">3.00·10<tspan", ": none</title>");
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        String here = losses().svg();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(losses().svg()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesAtTheEndsOfCoincidingCurvesStandApart() {
        Chart chart = new Chart("Coinciding");
        Panel panel = chart.panel(Quantity.of("s", ""), Quantity.of("F", ""));
        for (int i = 0; i < 5; i++) {
            panel.line("curve " + i, X, new double[] {1, 2, 3, 4 + 1e-9 * i});
        }
        double[] heights =
                chart.figure()
                        .svg()
                        .lines()
                        .filter(line -> line.contains(">curve "))
                        .mapToDouble(
                                line ->
                                        Double.parseDouble(
                                                line.replaceAll(".* y=\"([^\"]*)\".*", "$1")))
                        .sorted()
                        .toArray();
        assertThat(heights).hasSize(5);
        for (int i = 1; i < heights.length; i++) {
            assertThat(heights[i] - heights[i - 1]).isGreaterThan(12);
        }
    }

    @Test
    void marksOfAnAxisAreRoundAndHoldTheValues() {
        Scale scale = Scale.of(-0.013, 0.027, false, 5);
        assertThat(scale.ticks().stream().map(scale::text))
                .containsExactly("−0.01", "0.00", "0.01", "0.02");
        assertThat(scale.at(scale.low())).isZero();
        assertThat(scale.at(scale.high())).isEqualTo(1);
        Scale small = Scale.of(0, 4e-6, false, 4);
        assertThat(small.factor()).isEqualTo("10^{-6}");
        assertThat(small.ticks().stream().map(small::text))
                .containsExactly("0", "1", "2", "3", "4");
        assertThat(Scale.of(0, 0, false, 5).ticks()).isNotEmpty();
        assertThat(Scale.of(5, 5, true, 5).ticks()).containsExactly(1.0, 10.0);
    }

    @Test
    void quartilesLieBetweenTheValues() {
        assertThat(Box.quantile(new double[] {1, 2, 3, 4}, 0.25)).isEqualTo(1.75);
        assertThat(Box.quantile(new double[] {1, 2, 3, 4}, 1)).isEqualTo(4);
    }

    @Test
    void aPngShowsTheSame() throws IOException {
        if (!Figure.canWritePng()) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        losses().writePng(out);
        var image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(1440);
        int coloured = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                coloured += (image.getRGB(x, y) & 0xffffff) == 0x0072B2 ? 1 : 0;
            }
        }
        assertThat(coloured).isGreaterThan(300);
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThatThrownBy(() -> losses().write(Path.of("picture.gif")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(".svg or .png");
    }
}
