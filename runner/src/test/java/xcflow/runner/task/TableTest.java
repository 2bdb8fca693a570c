package xcflow.runner.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.spi.TaskFailure;

class TableTest {
    private static final List<Object> ROWS =
            List.of(row("H2", -1.1657894512345, "a, \"b\""), row("LiH", -8.0, "x|y"));

    private static Map<String, Object> row(String molecule, double energy, String note) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("energy", energy);
        row.put("note", note);
        row.put("matrix", Map.of("molecule", molecule));
        return row;
    }

    @Test
    void takesEveryValueAndLabelsFirst() throws TaskFailure {
        assertThat(Table.of(ROWS, Map.of()).headings())
                .containsExactly("molecule", "energy", "note");
    }

    @Test
    void keepsEveryDigitInCsv() throws TaskFailure {
        assertThat(Table.of(ROWS, Map.of()).csv())
                .isEqualTo(
                        "molecule,energy,note\r\nH2,-1.1657894512345,\"a, \"\"b\"\"\"\r\nLiH,-8.0,x|y\r\n");
    }

    @Test
    void alignsMarkdown() throws TaskFailure {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("Molecule", "matrix.molecule");
        columns.put("E (Ha)", "energy");
        assertThat(Table.of(ROWS, columns).markdown("Energies", 5))
                .isEqualTo(
                        """
                        ### Energies

                        | Molecule |  E (Ha) |
                        | :------- | ------: |
                        | H2       | -1.1658 |
                        | LiH      |      -8 |
                        """);
    }

    @Test
    void namesAColumnThatNoRowHas() {
        assertThatThrownBy(() -> Table.of(ROWS, Map.of("X", "enregy")))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no row has a value 'enregy'");
    }

    @Test
    void hasHeadingsEvenWithoutRows() throws TaskFailure {
        assertThat(Table.of(List.of(), Map.of("A", "a")).csv()).isEqualTo("A\r\n");
    }
}
