package xcflow.runner.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class ChartsTest {
    @Test
    void learningCurvesOfSeveralInstancesShareAPictureForEachPart() {
        List<Report.Picture> pictures =
                LearningCurves.of(List.of(curve("curve: seed 1"), curve("curve: seed <2>")));
        assertThat(pictures)
                .extracting(Report.Picture::caption)
                .containsExactly("curve, exchange", "curve, correlation");
        assertThat(svg(pictures.get(0)))
                .contains("seed 1", "seed &lt;2&gt;", ">loss (Ha")
                .doesNotContain("NaN");
    }

    @Test
    void aShortTableIsNotDrawn() {
        Report.Table table = Csv.table("x", List.of(List.of("step", "loss"), List.of("0", "1.5")));
        assertThat(LearningCurves.of(List.of(table))).isEmpty();
    }

    @Test
    void meansAreDrawnWithTheirDeviations() {
        Report.Table table =
                Csv.table(
                        "groups",
                        List.of(
                                List.of("group", "quantity", "mean", "deviation"),
                                List.of("constrained", "mae", "0.5", "0.1"),
                                List.of("unconstrained", "mae", "1.5", "")));
        List<Report.Picture> pictures = Spreads.of(List.of(table));
        assertThat(pictures)
                .singleElement()
                .satisfies(p -> assertThat(svg(p)).contains(">constrained<", ">0.500<", ">1.50<"));
    }

    @Test
    void energiesAreDrawnAgainstTheirReferenceWithoutWhatDidNotConverge() {
        List<Report.Picture> pictures =
                Parity.of(
                        List.of(
                                energies("validate · rows: seed 1"),
                                energies("validate · rows: seed 2")));
        assertThat(pictures)
                .singleElement()
                .satisfies(
                        picture -> {
                            assertThat(picture.caption())
                                    .isEqualTo("validate · rows: energies and reference");
                            assertThat(svg(picture))
                                    .contains(
                                            "seed 1",
                                            "seed 2",
                                            "computed minus reference (mHa)",
                                            "reference (Ha)",
                                            ">CO</text>",
                                            ">OH</text>")
                                    .doesNotContain("NaN");
                            // Two molecules, above and below, and the legend.
                            assertThat(svg(picture).split("<circle", -1)).hasSize(1 + 4 + 1);
                            assertThat(picture.description())
                                    .contains("computed (Ha) against reference (Ha)")
                                    .contains("seed 1, seed 2");
                        });
    }

    @Test
    void fineTunedEnergiesAreDrawnAgainstTheirTargetsWithThoseBefore() {
        Report.Table table =
                new Report.Table(
                        "rows",
                        List.of(
                                new Report.Column("target", ""),
                                new Report.Column("wanted", "kcal/mol"),
                                new Report.Column("parent-error", "kcal/mol"),
                                new Report.Column("error", "kcal/mol")),
                        List.of(List.of("H2", 109.5, -4.6, -0.3), List.of("N2", 228.5, 15.2, 2.0)));
        assertThat(Parity.of(List.of(table)))
                .singleElement()
                .satisfies(
                        picture ->
                                assertThat(svg(picture))
                                        .contains("before", "fine-tuned", "target (kcal/mol)"));
    }

    @Test
    void aSinglePointIsNoParity() {
        Report.Table one =
                new Report.Table(
                        "rows",
                        energies("").columns(),
                        List.of(List.of("CO", true, -113.2, -113.1)));
        assertThat(Parity.of(List.of(one))).isEmpty();
    }

    private static Report.Table energies(String caption) {
        return new Report.Table(
                caption,
                List.of(
                        new Report.Column("molecule", ""),
                        new Report.Column("converged", ""),
                        new Report.Column("energy", "Ha"),
                        new Report.Column("reference-energy", "Ha")),
                List.of(
                        List.of("CO", true, -113.2, -113.1),
                        List.of("OH", true, -75.7, -75.6),
                        List.of("F2", false, 0.0, -199.1)));
    }

    @Test
    void aPictureOfAnEarlierReleaseIsMendedAndAnyOtherLeftAlone() throws Exception {
        String damaged = "<?xml version=\"1\" encoding=\"UTF-8\"?>\n<svg version=\"1.1\"/>";
        assertThatThrownBy(() -> parse(damaged.getBytes(UTF_8))).isInstanceOf(SAXException.class);
        byte[] mended = MendedSvg.of(damaged.getBytes(UTF_8));
        assertThat(parse(mended).getAttribute("version")).isEqualTo("1.1");
        for (String whole : List.of("", "<?xml", "<svg/>", new String(mended, UTF_8))) {
            byte[] bytes = whole.getBytes(UTF_8);
            assertThat(MendedSvg.of(bytes)).isSameAs(bytes);
        }
    }

    @Test
    void everyChartIsWellFormed() throws Exception {
        List<Report.Picture> pictures = new ArrayList<>();
        pictures.addAll(Parity.of(List.of(energies("<energies & \"others\">"))));
        pictures.addAll(LearningCurves.of(List.of(curve("learning curve"))));
        assertThat(pictures).hasSizeGreaterThan(1);
        for (Report.Picture picture : pictures) {
            assertThat(parse(svg(picture).getBytes(UTF_8)).getTagName()).isEqualTo("svg");
        }
    }

    private static Element parse(byte[] svg) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(svg)).getDocumentElement();
    }

    private static Report.Table curve(String caption) {
        List<List<String>> lines =
                Stream.concat(
                                Stream.of(List.of("part", "phase", "step", "loss_ha2")),
                                Stream.of("exchange", "correlation")
                                        .flatMap(
                                                part ->
                                                        Stream.iterate(0, i -> i < 10, i -> i + 1)
                                                                .map(
                                                                        i ->
                                                                                List.of(
                                                                                        part,
                                                                                        "adam",
                                                                                        "" + i,
                                                                                        "1e-"
                                                                                                + i))))
                        .toList();
        return Csv.table(caption, lines);
    }

    private static String svg(Report.Picture picture) {
        String data = picture.source().substring(picture.source().indexOf(',') + 1);
        return new String(Base64.getDecoder().decode(data), UTF_8);
    }
}
