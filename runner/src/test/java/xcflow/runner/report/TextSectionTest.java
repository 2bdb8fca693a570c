package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.spi.Artefact;

class TextSectionTest {
    private static final Artefact FILE =
            new Artefact("a".repeat(64), "out.txt", "text/plain", 12_345);

    private static Map<String, Object> row(long n, double energy) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("energy", energy);
        row.put("files", Map.of("out", FILE));
        row.put("matrix", Map.of("n", n));
        return row;
    }

    @Test
    void aListOfRecordsIsATableWithRoundedNumbersAndItsFilesBelow() {
        assertThat(
                        TextSection.lines(
                                "all", List.of(row(1, -1.0 / 3), row(10, -76.123456789012345)), 80))
                .containsExactly(
                        "all:",
                        "   n      energy",
                        "   1   -0.333333",
                        "  10  -76.123457",
                        "  out.txt  12 kB  aaaaaaaaaaaa  files.out: n 1",
                        "  out.txt  12 kB  aaaaaaaaaaaa  files.out: n 10");
    }

    @Test
    void singleValuesStandInOneLine() {
        assertThat(TextSection.lines("sum", 1.0 / 3, 80)).containsExactly("sum: 0.333333");
        assertThat(TextSection.lines("count", 3L, 80)).containsExactly("count: 3");
        assertThat(TextSection.lines("file", FILE, 80))
                .containsExactly("file: out.txt  12 kB  aaaaaaaaaaaa");
        assertThat(TextSection.lines("no", List.of(), 80)).containsExactly("no: none");
    }

    @Test
    void longTablesAndWideOnesAreCutAndSaySo() {
        List<Object> many = new ArrayList<>();
        for (long n = 0; n < 100; n++) {
            many.add(Map.of("n", n));
        }
        assertThat(TextSection.lines("many", many, 80)).hasSize(43).endsWith("  … 60 more rows");
        Map<String, Object> wide = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            wide.put("column-" + i, (long) i);
        }
        List<String> lines = TextSection.lines("wide", List.of(wide, wide), 80);
        assertThat(lines).allMatch(line -> line.length() <= 80).endsWith("  … 22 more columns");
    }
}
