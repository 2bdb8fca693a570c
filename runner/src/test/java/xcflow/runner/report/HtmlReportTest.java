package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.Warning;

class HtmlReportTest {
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
        assertThat(page("plain"))
                .contains("aria-label=\"steps and what they need\"")
                .contains(">clone</text>");
    }

    private static String page(String text) throws IOException {
        var report =
                new Report(
                        7,
                        text,
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
                                        "data", "sample", text, List.of(), Map.of("CACHED", 1), 3),
                                new Report.StepSummary(
                                        "clone",
                                        "clone",
                                        text,
                                        List.of("data"),
                                        Map.of("SUCCEEDED", 2, "FAILED", 1),
                                        70)),
                        List.of(
                                new Report.InstanceSummary(
                                        1,
                                        "clone",
                                        Map.of("seed", text),
                                        "FAILED",
                                        Optional.of(3L),
                                        Optional.of(70.0),
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
        StringWriter out = new StringWriter();
        new HtmlReport().write(report, out);
        return out.toString();
    }

    private static Report.Section section(String text) {
        return new Report.Section(
                text,
                List.of(new Report.Field(text, text, text)),
                List.of(new Report.Text(text, text)),
                List.of(
                        new Report.Table(
                                text,
                                List.of(new Report.Column(text, text)),
                                List.of(List.of(text)))),
                List.of(new Report.Picture(text, "data:image/png;base64,AAAA")),
                List.of(new Report.StoredFile(text, text, text, text, 12, text)),
                0);
    }
}
