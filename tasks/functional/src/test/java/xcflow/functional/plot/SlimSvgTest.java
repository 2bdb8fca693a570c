package xcflow.functional.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;

class SlimSvgTest {
    private static final String STYLE = "stroke:rgb(0,0,0);";

    private static String line(String x1, String y1, String x2, String y2) {
        return "    <line style=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>\n"
                .formatted(STYLE, x1, x2, y1, y2);
    }

    @Test
    void piecesOfACurveAreJoinedAndACurveThatStartsElsewhereIsNot() {
        String svg =
                line("1.04", "2", "3.06", "4")
                        + line("3.06", "4", "5.5", "6.25")
                        + line("7.0", "8.0", "9.0", "9.0");
        assertThat(SlimSvg.of(svg))
                .isEqualTo(
                        "<polyline style=\"%1$sstroke-linejoin:round;\" points=\"1,2 3.1,4 5.5,6.3\"/>\n<polyline style=\"%1$sstroke-linejoin:round;\" points=\"7,8 9,9\"/>\n"
                                .formatted(STYLE));
    }

    @Test
    void aPathKeepsItsShapeAndErrorsDoNotAddUp() {
        assertThat(
                        SlimSvg.of(
                                "<path d=\"M0.04,0.0 L0.08,1.0 L0.12,2.0 L0.16,3.0 Q1.5,-2.5 4.25,4.0 Z M10.0,10.0 L11.0,10.0 Z\"/>"))
                .isEqualTo("<path d=\"m0 0l0.1 1l0 1l0.1 1q1.3-5.5 4.1 1zm10 10l1 0z\"/>\n");
    }

    @Test
    void onlyCoordinatesAreRounded() {
        String kept =
                "<svg version=\"1.0\" id=\"a1.25\" viewBox=\"0 0 0.125 1.0\">\n"
                        + "<g style=\"stroke:rgb(1.25,2,3);stroke-width:0.75;opacity:1.0E-2\""
                        + " transform=\"scale(0.0125)\">\n"
                        + "<text class=\"v1.25\">1e-05, 0.0125 and 2.50</text>\n";
        assertThat(SlimSvg.of(kept)).isEqualTo(kept);
        assertThat(
                        SlimSvg.of(
                                "<g transform=\"translate(10.26 3.0E-5)\"><rect height=\"508.03125\""
                                        + " rx=\"1.5E+1\" x=\"-0.04\"/>"))
                .isEqualTo(
                        "<g transform=\"translate(10.3 0)\"><rect height=\"508\" rx=\"15\""
                                + " x=\"0\"/>\n");
    }

    @Test
    void everyPictureIsWellFormedAndNamesNothingOnTheWeb() throws Exception {
        var plots =
                new EnhancementPlots(
                        (Separable) Functionals.named("RPBE"),
                        Optional.of((Separable) Functionals.named("PBE")));
        for (Plot plot :
                List.of(
                        plots.exchange(),
                        plots.combined(0),
                        plots.combined(1),
                        plots.difference())) {
            var out = new ByteArrayOutputStream();
            plot.writeSvg(out);
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("DOCTYPE");
            var root =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(out.toByteArray()))
                            .getDocumentElement();
            assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 1000 640");
            assertThat(root.getElementsByTagName("polyline").getLength()).isGreaterThan(4);
        }
    }

    @Test
    void picturesBelowEachOtherAreOneDocumentWithDifferentClipPaths() throws Exception {
        var plots =
                new EnhancementPlots(
                        (Separable) Functionals.named("RPBE"),
                        Optional.of((Separable) Functionals.named("PBE")));
        var out = new ByteArrayOutputStream();
        Plot.writeSvg(List.of(plots.exchange(), plots.difference()), out);
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(out.toByteArray()));
        assertThat(document.getDocumentElement().getAttribute("viewBox"))
                .isEqualTo("0 0 1000 1280");
        var clips = document.getElementsByTagName("clipPath");
        assertThat(clips.getLength()).isEqualTo(2);
        assertThat(id(clips.item(0))).isNotEqualTo(id(clips.item(1)));
    }

    private static String id(org.w3c.dom.Node clip) {
        return clip.getAttributes().getNamedItem("id").getNodeValue();
    }

    @Test
    void aPictureTakesLessThanAHundredKilobytes() throws IOException {
        var plots =
                new EnhancementPlots(
                        (Separable) Functionals.named("RPBE"),
                        Optional.of((Separable) Functionals.named("PBE")));
        var out = new ByteArrayOutputStream();
        plots.difference().writeSvg(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).hasSizeLessThan(100_000);
    }
}
