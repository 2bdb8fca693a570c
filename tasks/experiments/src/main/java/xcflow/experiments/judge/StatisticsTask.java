package xcflow.experiments.judge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.output.CsvTable;
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
        version = "3",
        title = "Means and spreads over groups of results",
        description =
                """
                Groups rows, such as the instances of a matrix step, by some of their labels and
                gives for each number its mean, standard deviation (n − 1), smallest and greatest
                value. Labels and numbers are named by paths such as
                `matrix.clone.matrix.architecture`. Rows without the number are counted as `missing`; a
                group without any such row has no mean.
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
            @Describe("Rows that lack it.") int missing,
            @Describe(value = "Mean; none if no row has the number.", relative = 1e-10)
                    Optional<Double> mean,
            @Describe(value = "Standard deviation, n − 1; 0 for a single row.", relative = 1e-10)
                    Optional<Double> deviation,
            @Describe("Smallest value.") Optional<Double> min,
            @Describe("Greatest value.") Optional<Double> max) {}

    /** Outputs. */
    public record Outputs(
            @Describe("One entry for each group and number.") List<Group> groups,
            @Describe("Number of values that rows lack, all numbers together.") int missing,
            @Describe("Mean by number's name, then by group; null where there is none.")
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
        int lacking = 0;
        for (var quantity : inputs.of().entrySet()) {
            Map<String, Values> byGroup = new LinkedHashMap<>();
            for (Object row : inputs.rows()) {
                Values values = byGroup.computeIfAbsent(group(row, inputs.by()), g -> new Values());
                Object value = at(row, quantity.getValue());
                if (value instanceof Number number) {
                    values.known.addValue(number.doubleValue());
                } else if (value == null) {
                    values.missing++;
                } else {
                    throw new TaskFailure(
                            "'" + quantity.getValue() + "' is " + value + " and not a number");
                }
            }
            for (var entry : byGroup.entrySet()) {
                Group group = entry.getValue().group(entry.getKey(), quantity.getKey());
                groups.add(group);
                lacking += group.missing();
                warn(group, context);
                put(means, group, group.mean());
                put(deviations, group, group.deviation());
                put(greatest, group, group.max());
            }
        }
        if (groups.stream().allMatch(group -> group.count() == 0)) {
            throw new TaskFailure(
                    "none of the "
                            + inputs.rows().size()
                            + " rows has any of the numbers "
                            + inputs.of().values());
        }
        return new Outputs(
                groups,
                lacking,
                means,
                deviations,
                greatest,
                CsvTable.store(context, "statistics.csv", groups));
    }

    /** The values of one number in one group. */
    private static final class Values {
        private final StreamingStatistics known = new StreamingStatistics();
        private int missing;

        Group group(String name, String quantity) {
            long n = known.getN();
            return new Group(
                    name,
                    quantity,
                    (int) n,
                    missing,
                    n == 0 ? Optional.empty() : Optional.of(known.getMean()),
                    n == 0
                            ? Optional.empty()
                            : Optional.of(n > 1 ? known.getStandardDeviation() : 0),
                    n == 0 ? Optional.empty() : Optional.of(known.getMin()),
                    n == 0 ? Optional.empty() : Optional.of(known.getMax()));
        }
    }

    private static void warn(Group group, TaskContext context) {
        // A group in which no row has the number may be one to which it does not apply.
        if (group.missing() > 0 && group.count() > 0) {
            context.warn(
                    "values-missing",
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows%s have no %s%s",
                            group.missing(),
                            group.count() + group.missing(),
                            group.group().isEmpty() ? "" : " of '" + group.group() + "'",
                            group.quantity(),
                            ": its mean is over the others"));
        }
    }

    /** Entries without a value are null, so that expressions can ask for them. */
    private static void put(
            Map<String, Map<String, Double>> table, Group group, Optional<Double> value) {
        table.computeIfAbsent(group.quantity(), q -> new LinkedHashMap<>())
                .put(group.group(), value.orElse(null));
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
