package xcflow.experiments.tuning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.tuning.FineTuneTask.Purpose;
import xcflow.experiments.tuning.FineTuneTask.Row;
import xcflow.spi.Describe;

/** Errors of one set of targets with one purpose. */
public record SetErrors(
        @Describe("The set.") String set,
        @Describe("What its targets are for.") Purpose purpose,
        @Describe("Number of targets in the means: those with an energy of all functionals.")
                int count,
        @Describe(value = "Mean absolute error of the reference.", unit = "kcal/mol")
                double referenceMae,
        @Describe(value = "Mean absolute error of the parent.", unit = "kcal/mol") double parentMae,
        @Describe(value = "Mean absolute error of the result.", unit = "kcal/mol") double mae) {

    /** Of all targets, purpose by purpose and set by set, as far as there are errors. */
    static List<SetErrors> of(List<Row> rows) {
        Map<List<Object>, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.error().isPresent()
                    && row.parentError().isPresent()
                    && row.referenceError().isPresent()) {
                groups.computeIfAbsent(
                                List.of(row.purpose(), row.set()), group -> new ArrayList<>())
                        .add(row);
            }
        }
        return groups.values().stream().map(SetErrors::means).toList();
    }

    private static SetErrors means(List<Row> rows) {
        return new SetErrors(
                rows.get(0).set(),
                rows.get(0).purpose(),
                rows.size(),
                mean(rows.stream().map(Row::referenceError).toList()),
                mean(rows.stream().map(Row::parentError).toList()),
                mean(rows.stream().map(Row::error).toList()));
    }

    private static double mean(List<Optional<Double>> errors) {
        return errors.stream().mapToDouble(e -> Math.abs(e.orElseThrow())).average().orElseThrow();
    }
}
