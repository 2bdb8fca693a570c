package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChartsTest {
    @Test
    void learningCurvesOfSeveralInstancesShareAPictureForEachPart() {
        List<Report.Picture> pictures =
                LearningCurves.of(List.of(curve("curve: seed 1"), curve("curve: seed <2>")));
        assertThat(pictures)
                .extracting(Report.Picture::caption)
                .containsExactly("curve, exchange", "curve, correlation");
        assertThat(svg(pictures.get(0)))
                .contains("seed 1", "seed &lt;2&gt;", "loss_ha2")
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
                .satisfies(p -> assertThat(svg(p)).contains(">constrained<", ">0.5<", ">1.5<"));
    }

    @Test
    void pathsOfPicturesLoseDecimalsThatNobodySees() {
        String picture = "<svg viewBox=\"0 0 100 100\"><path d=\"M1.23456 2L3.1e-5 4.567\"/></svg>";
        assertThat(slim(picture)).contains("d=\"M1.23 2L3.1e-5 4.56\"");
        assertThat(slim(picture.replace("<path", "<g transform=\"scale(9)\"/><path")))
                .contains("1.23456");
    }

    private static String slim(String svg) {
        return new String(SlimSvg.of(svg.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
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
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
