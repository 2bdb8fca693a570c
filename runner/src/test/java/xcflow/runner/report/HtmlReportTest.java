package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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

    @Test
    void aListOfObjectsBecomesATable() {
        var values =
                Values.of(
                        JsonMapper.shared()
                                .readTree(
                                        "{\"rows\":[{\"a\":1,\"b\":{\"c\":0.00001}},{\"a\":2}],"
                                                + "\"mean\":1.5}"));
        assertThat(values.tables().get(0).columns()).containsExactly("a", "b.c");
        assertThat(values.tables().get(0).rows())
                .containsExactly(List.of("1", "1.0000e-05"), List.of("2", ""));
        assertThat(values.fields()).containsExactly(new Report.Field("mean", "1.5"));
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
                        Map.of("reference", text),
                        List.of(
                                new Report.StepSummary(
                                        "data",
                                        "sample",
                                        text,
                                        List.of(),
                                        Map.of("CACHED", 1),
                                        Duration.ofSeconds(3)),
                                new Report.StepSummary(
                                        "clone",
                                        "clone",
                                        text,
                                        List.of("data"),
                                        Map.of("SUCCEEDED", 2, "FAILED", 1),
                                        Duration.ofSeconds(70))),
                        List.of(
                                new Report.InstanceSummary(
                                        "clone",
                                        Map.of("seed", "1"),
                                        "SUCCEEDED",
                                        Optional.of(3L),
                                        Optional.of(70.0),
                                        Optional.empty())),
                        List.of(
                                new Report.Section(
                                        "table",
                                        List.of(new Report.Field("mean", "1.5")),
                                        List.of(
                                                new Report.Table(
                                                        "rows",
                                                        List.of("a"),
                                                        List.of(List.of("1")),
                                                        0)),
                                        List.of())),
                        List.of(),
                        List.of(),
                        List.of());
        StringWriter out = new StringWriter();
        new HtmlReport().write(report, out);
        return out.toString();
    }
}
