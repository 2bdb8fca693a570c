package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void quotedCellsComeBack() {
        String text = Csv.line(Arrays.asList("a,b", "say \"x\"", null, 1.5, "two\nlines"));
        assertThat(Csv.read(text))
                .containsExactly(List.of("a,b", "say \"x\"", "", "1.5", "two\nlines"));
    }

    @Test
    void onlyNumbersBecomeNumbers() {
        assertThat(Csv.value("12")).isEqualTo(12L);
        assertThat(Csv.value("-1e-3")).isEqualTo(-1e-3);
        assertThat(Csv.value("007")).isEqualTo("007");
        assertThat(Csv.value("1.2.3")).isEqualTo("1.2.3");
        assertThat(Csv.value(" ")).isNull();
    }
}
