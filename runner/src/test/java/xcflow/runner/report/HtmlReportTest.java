package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;

class HtmlReportTest {
    private static final Usage USED =
            new Usage(
                    OptionalDouble.of(61.5),
                    OptionalLong.of(1_234_567),
                    OptionalLong.empty(),
                    OptionalLong.empty());

    @Test
    void whatWasUsedAndWhatTheRunIsCalledIsShown() throws IOException {
        assertThat(page("convergence"))
                .contains("<td class=\"n\">1 min 02 s</td><td class=\"n\">1.2 MB</td>")
                .contains("<dt>name</dt><dd>convergence</dd>")
                .contains("label=convergence")
                .contains("<li>convergence</li>");
    }

    @Test
    void everythingFromAFileIsEscaped() throws IOException {
        String page = page("<script>alert(1)</script>");
        assertThat(page).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        assertThat(page("plain").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void theDagShowsEveryStep() throws IOException {
        assertThat(page("plain")).contains("class=\"xg\"").contains(">clone</text>");
    }

    @Test
    void contentsLeadToEveryPart() throws IOException {
        String page = page("plain");
        Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
        int found = 0;
        while (links.find()) {
            assertThat(page).contains("id=\"" + links.group(1) + "\"");
            found++;
        }
        assertThat(found).isGreaterThan(7);
    }

    @Test
    void severalRunsStandSideBySideAndBelowEachOther() throws IOException {
        StringWriter out = new StringWriter();
        new HtmlReport().write(List.of(report(7, "one"), report(8, "two")), false, out);
        assertThat(out.toString())
                .contains("Side by side", "id=\"r7-results\"", "id=\"r8-results\"")
                .contains("<td>one</td>", "<td>two</td>");
    }

    @Test
    void nothingIsFoldedUpIfAskedFor() throws IOException {
        StringWriter out = new StringWriter();
        new HtmlReport().write(List.of(report(7, "one")), true, out);
        assertThat(out.toString().split("<details", -1).length)
                .isEqualTo(out.toString().split("<details[^>]* open>", -1).length);
    }

    @Test
    void verdictsHaveATickOrACross() throws IOException {
        assertThat(page("plain"))
                .contains("✗ Not reproduced:</strong> plain <span class=\"soft\">Plain</span>");
    }

    private static String page(String text) throws IOException {
        StringWriter out = new StringWriter();
        new HtmlReport().write(report(7, text), out);
        return out.toString();
    }

    private static Report report(long run, String text) {
        return new Report(
                run,
                text,
                new Marks(Optional.of(text), Map.of("label", text), List.of(text)),
                text,
                "SUCCEEDED",
                Optional.empty(),
                "file.yaml",
                "0".repeat(64),
                text,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusSeconds(100)),
                Optional.of("imported: unverified"),
                Map.of("reference", text),
                List.of(
                        new Report.StepSummary(
                                "data", "sample", text, List.of(), Map.of("CACHED", 1), 3, USED),
                        new Report.StepSummary(
                                "clone",
                                "clone",
                                text,
                                List.of("data"),
                                Map.of("SUCCEEDED", 2, "FAILED", 1),
                                70,
                                USED)),
                List.of(
                        new Report.InstanceSummary(
                                1,
                                "clone",
                                Map.of("seed", text),
                                "FAILED",
                                Optional.of(3L),
                                Optional.of(70.0),
                                USED,
                                Optional.of(text),
                                List.of(new Warning("weak-fit", text)),
                                Map.of())),
                List.of(section(text)),
                List.of(section(text)),
                List.of(
                        new Report.FunctionalSummary(
                                text,
                                text,
                                text,
                                text,
                                text,
                                List.of(text),
                                Map.of(text, text),
                                List.of(text))),
                List.of(new Report.MetricSummary(text, text, text, 1.5, text)),
                List.of(new Report.Environment(text, text, text, text, Map.of(text, 1L))));
    }

    private static Report.Section section(String text) {
        return new Report.Section(
                text,
                List.of(new Report.Verdict(text, Optional.of(false), text)),
                List.of(new Report.Field(text, text, text, text)),
                List.of(new Report.Text(text, text)),
                List.of(
                        new Report.Table(
                                text,
                                List.of(new Report.Column(text, text)),
                                List.of(List.of(text)))),
                List.of(new Report.Picture(text, text, "data:image/png;base64,AAAA")),
                List.of(new Report.StoredFile(text, text, text, text, 12, text)),
                0);
    }
}
