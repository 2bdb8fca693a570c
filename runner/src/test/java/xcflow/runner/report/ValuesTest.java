package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.workflows.schema.RecordType;

class ValuesTest {
    /** Outputs of a task. */
    public record Outputs(
            @Describe(value = "Error.", unit = "mHa") double energyError,
            @Describe("Rows.") List<Row> rows) {}

    /** A row of them. */
    public record Row(
            @Describe("Molecule.") String molecule,
            @Describe(value = "Energy.", unit = "Ha") double energy) {}

    @Test
    void aListOfMapsBecomesATable() {
        Values values = values("{\"rows\":[{\"a\":1,\"b\":{\"c\":0.5}},{\"a\":2}],\"mean\":1.5}");
        assertThat(names(values.tables().get(0))).containsExactly("a", "b.c");
        assertThat(values.tables().get(0).rows().get(0)).containsExactly(1L, 0.5);
        assertThat(values.tables().get(0).rows().get(1)).containsExactly(2L, null);
        assertThat(values.fields()).containsExactly(new Report.Field("mean", "", "", 1.5));
    }

    @Test
    void resultsOfAMatrixHaveTheirLabelsFirst() {
        Values values =
                values(
                        """
                        [{"error": 0.1, "seed": 7, "matrix": {"clone": {"architecture": "x"}, "seed": 1}},
                         {"error": 0.2, "seed": 8, "matrix": {"clone": {"architecture": "y"}, "seed": 2}}]
                        """);
        Report.Table table = values.tables().get(0);
        assertThat(names(table)).containsExactly("architecture", "matrix.seed", "error", "seed");
        assertThat(table.rows().get(1)).containsExactly("y", 2L, 0.2, 8L);
    }

    @Test
    void anOutputThatOnlyRepeatsALabelIsShownOnce() {
        Values values =
                values(
                        """
                        [{"error": 0.1, "seed": 1, "matrix": {"seed": 1}},
                         {"error": 0.2, "seed": 2, "matrix": {"seed": 2}}]
                        """);
        assertThat(names(values.tables().get(0))).containsExactly("seed", "error");
    }

    @Test
    void listsInsideOfRowsBecomeTablesThatSayWhereTheyBelong() {
        Values values =
                values(
                        """
                        [{"mean": 1.0, "rows": [{"molecule": "H2"}], "matrix": {"seed": 1}},
                         {"mean": 2.0, "rows": [{"molecule": "CO"}], "matrix": {"seed": 2}}]
                        """);
        assertThat(values.tables().stream().map(Report.Table::caption))
                .containsExactly("", "rows: seed 1", "rows: seed 2");
    }

    @Test
    void unitsComeFromTheDeclarationOfTheTask() {
        Values values =
                Values.of(
                        PlainJson.read(
                                "{\"energy-error\":0.1,"
                                        + "\"rows\":[{\"molecule\":\"H2\",\"energy\":-1.1}]}"),
                        Shape.of(RecordType.of(Outputs.class)));
        assertThat(values.fields())
                .containsExactly(new Report.Field("energy-error", "mHa", "Error.", 0.1));
        assertThat(values.tables().get(0).columns())
                .containsExactly(
                        new Report.Column("molecule", "", "Molecule."),
                        new Report.Column("energy", "Ha", "Energy."));
    }

    @Test
    void mapsOfSimilarMapsBecomeATable() {
        Values values = values("{\"mae\":{\"x\":1.0,\"y\":2.0},\"max\":{\"x\":3.0,\"y\":4.0}}");
        assertThat(names(values.tables().get(0))).containsExactly("", "x", "y");
        assertThat(values.tables().get(0).rows().get(1)).containsExactly("max", 3.0, 4.0);
    }

    @Test
    void artefactsAreFoundWhereverTheyAre() {
        Artefact file = new Artefact("0".repeat(64), "plot.svg", "image/svg+xml", 5);
        Values values =
                Values.of(
                        List.of(Map.of("plots", List.of(file, file), "matrix", Map.of("seed", 1L))),
                        Shape.UNKNOWN);
        assertThat(values.artefacts())
                .containsExactly(
                        new Values.Found("plots: seed 1", file),
                        new Values.Found("plots: seed 1", file));
    }

    @Test
    void longListsOfNumbersDoNotFillACell() {
        List<Long> many = IntStream.range(0, 100).mapToObj(Long::valueOf).toList();
        assertThat(Numbers.column(new Report.Column("x", ""), List.of(many)).get(0))
                .endsWith("10, 11, … (88 more)");
    }

    private static Values values(String json) {
        return Values.of(PlainJson.read(json), Shape.UNKNOWN);
    }

    private static List<String> names(Report.Table table) {
        return table.columns().stream().map(Report.Column::name).toList();
    }
}
