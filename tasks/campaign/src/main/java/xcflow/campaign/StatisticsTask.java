package xcflow.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Means and spreads of numbers over groups of results. */
@TaskInfo(
        name = "statistics",
        version = "2",
        title = "Means and spreads over groups of results",
        description =
                """
                Groups rows, such as the instances of a matrix step, by some of their labels and
                gives for each number its mean, standard deviation (n − 1), smallest and greatest
                value. Labels and numbers are named by paths such as
                `matrix.clone.matrix.architecture`. A row without the number does not count.
                """,
        example =
                """
                spread:
                  uses: statistics
                  with:
                    rows: ${{ steps.validate }}
                    by: {architecture: matrix.clone.matrix.architecture}
                    of: {energy-mae: energy-mae}
                """)
public final class StatisticsTask implements Task<StatisticsTask.Inputs, StatisticsTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe("Rows: maps, as the results of a matrix step are.") List<Object> rows,
            @Describe(
                            value = "Labels to group by: name in the table and path in a row.",
                            example = "{architecture: matrix.architecture}")
                    Map<String, String> by,
            @Describe(
                            value = "Numbers: name in the table and path in a row.",
                            example = "{error: energy-mae}")
                    Map<String, String> of) {}

    /** One number of one group. */
    public record Group(
            @Describe("Labels of the group, joined by blanks.") String group,
            @Describe("Name of the number.") String quantity,
            @Describe("Rows that have it.") int count,
            @Describe(value = "Mean.", relative = 1e-10) double mean,
            @Describe(value = "Standard deviation, n − 1; 0 for a single row.", relative = 1e-10)
                    double deviation,
            @Describe("Smallest value.") double min,
            @Describe("Greatest value.") double max) {}

    /** Outputs. */
    public record Outputs(
            @Describe("One entry for each group and number.") List<Group> groups,
            @Describe("Mean by number's name, then by group.")
                    Map<String, Map<String, Double>> mean,
            @Describe("Standard deviation (0 for a single row) by number's name, then by group.")
                    Map<String, Map<String, Double>> deviation,
            @Describe("Greatest value by number's name, then by group.")
                    Map<String, Map<String, Double>> max,
            @Describe(value = "The entries as a table (CSV).", relative = 1e-10) Artefact table) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public void check(KnownInputs inputs) {
        new InputCheck(inputs).columns("by", "rows").columns("of", "rows");
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws TaskFailure, IOException {
        List<Group> groups = new ArrayList<>();
        Map<String, Map<String, Double>> means = new LinkedHashMap<>();
        Map<String, Map<String, Double>> deviations = new LinkedHashMap<>();
        Map<String, Map<String, Double>> greatest = new LinkedHashMap<>();
        for (var quantity : inputs.of().entrySet()) {
            Map<String, StreamingStatistics> byGroup = new LinkedHashMap<>();
            for (Object row : inputs.rows()) {
                Object value = at(row, quantity.getValue());
                if (value instanceof Number number) {
                    byGroup.computeIfAbsent(group(row, inputs.by()), g -> new StreamingStatistics())
                            .addValue(number.doubleValue());
                } else if (value != null) {
                    throw new TaskFailure(
                            "'" + quantity.getValue() + "' is " + value + " and not a number");
                }
            }
            for (var entry : byGroup.entrySet()) {
                Group group = group(entry.getKey(), quantity.getKey(), entry.getValue());
                groups.add(group);
                put(means, group, group.mean());
                put(deviations, group, group.deviation());
                put(greatest, group, group.max());
            }
        }
        if (groups.isEmpty()) {
            throw new TaskFailure(
                    "none of the "
                            + inputs.rows().size()
                            + " rows has any of the numbers "
                            + inputs.of().values());
        }
        return new Outputs(
                groups,
                means,
                deviations,
                greatest,
                CsvTable.store(context, "statistics.csv", groups));
    }

    private static Group group(String name, String quantity, StreamingStatistics values) {
        return new Group(
                name,
                quantity,
                (int) values.getN(),
                values.getMean(),
                values.getN() > 1 ? values.getStandardDeviation() : 0,
                values.getMin(),
                values.getMax());
    }

    private static void put(Map<String, Map<String, Double>> table, Group group, double value) {
        table.computeIfAbsent(group.quantity(), q -> new LinkedHashMap<>())
                .put(group.group(), value);
    }

    private static String group(Object row, Map<String, String> by) throws TaskFailure {
        List<String> labels = new ArrayList<>();
        for (String path : by.values()) {
            Object label = at(row, path);
            if (label == null) {
                throw new TaskFailure("a row has no '" + path + "'");
            }
            labels.add(label.toString());
        }
        return labels.stream().collect(Collectors.joining(" "));
    }

    private static Object at(Object row, String path) {
        Object value = row;
        for (String name : path.split("\\.")) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(name);
        }
        return value;
    }
}
