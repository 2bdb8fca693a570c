package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void aTableTakesItsHeadingAsCaption() {
        Markdown read =
                Markdown.of(
                        "text", "Before.\n\n### Sums\n\n| a | b |\n|---|--:|\n| x\\|y | 1.50 |\n");
        Report.Table table = read.tables().get(0);
        assertThat(table.caption()).isEqualTo("Sums");
        assertThat(table.rows()).containsExactly(List.of("x|y", "1.50"));
        assertThat(read.texts()).containsExactly(new Report.Text("text", "Before."));
    }

    @Test
    void textWithoutTablesStaysText() {
        assertThat(Markdown.of("", "**Bold** and `code`\n- a | b").texts())
                .containsExactly(new Report.Text("", "Bold and code\n- a | b"));
    }
}
