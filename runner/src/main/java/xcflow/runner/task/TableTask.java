package xcflow.runner.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Gathers the results of a matrix into one table. */
@TaskInfo(
        name = "table",
        version = "2",
        title = "Gather results into a table",
        description =
                """
                Makes one row of each element of `rows`, usually all instances of a matrix step, and writes the
                table as CSV, JSON and Markdown. A column is a path into the row, such as `matrix.molecule` or
                `energy`. Without `columns` every number, text and truth value becomes a column, matrix labels first.

                CSV and JSON keep every digit; `digits` concerns the Markdown only. Where a row has no value there
                is nothing in CSV, null in JSON and a dash in Markdown; `missing` counts such places.
                """,
        example =
                """
                summary:
                  uses: table
                  with:
                    rows: ${{ steps.validate }}
                    columns: {Molecule: matrix.molecule, Error (mHa): error}
                """)
public final class TableTask implements Task<TableTask.Inputs, TableTask.Outputs> {

    /** Rows and how to show them. */
    public record Inputs(
            @Describe(value = "The rows", example = "${{ steps.validate }}") List<Object> rows,
            @Describe(
                            value = "Headings, and the path into the row that each shows",
                            defaultValue = "{}",
                            example = "{Molecule: matrix.molecule, Energy (Ha): energy}")
                    Map<String, String> columns,
            @Describe("Title above the Markdown table") Optional<String> title,
            @Describe(
                            value = "Significant digits in Markdown",
                            defaultValue = "6",
                            min = 1,
                            max = 17)
                    int digits) {}

    /** The same table three times, and as text. */
    public record Outputs(
            @Describe("Comma-separated values") Artefact csv,
            @Describe("JSON: a list of objects") Artefact json,
            @Describe("Markdown") Artefact markdown,
            @Describe("The Markdown as a text value") String text,
            @Describe("Number of rows") int count,
            @Describe("Number of places without a value") int missing) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws IOException, TaskFailure {
        Table table = Table.of(inputs.rows(), inputs.columns());
        String text = table.markdown(inputs.title().orElse(""), inputs.digits());
        return new Outputs(
                store(context, "table.csv", table.csv()),
                store(context, "table.json", table.json()),
                store(context, "table.md", text),
                text,
                table.rows().size(),
                table.missing());
    }

    private static Artefact store(TaskContext context, String name, String content)
            throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return context.store(name, MediaType.of(name), out -> out.write(bytes));
    }
}
