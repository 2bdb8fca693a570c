package xcflow.experiments.tuning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import xcflow.experiments.tuning.FineTuneTask.Purpose;
import xcflow.experiments.tuning.FineTuneTask.Row;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;

/** Pictures of a fine-tuning. */
record TuningCharts(
        FineTuneTask.Inputs inputs, List<FineTuning.Iteration> history, DensityWatch watch) {

    /** Errors in the course of the optimisation. */
    Figure errorsByStep(boolean heldOut) {
        double[] x = history.stream().mapToDouble(FineTuning.Iteration::number).toArray();
        Chart chart = new Chart("Fine-tuning of " + inputs.name());
        Panel panel =
                chart.panel(Quantity.of("step", ""), Quantity.of("mean absolute error", "kcal/mol"))
                        .line(
                                "trained",
                                x,
                                history.stream()
                                        .mapToDouble(FineTuning.Iteration::trainMae)
                                        .toArray());
        if (heldOut) {
            panel.line(
                    "held out",
                    x,
                    history.stream().mapToDouble(FineTuning.Iteration::heldOutMae).toArray());
        }
        return chart.figure();
    }

    /** What is left of the errors beside the wanted energies. */
    Figure parity(List<Row> rows) {
        Chart chart =
                new Chart("Energies with " + inputs.name() + " and with " + inputs.reference());
        Panel panel =
                chart.panel(
                        Quantity.of("wanted energy", "kcal/mol"),
                        Quantity.of("calculated minus wanted", "kcal/mol"));
        scatter(panel, inputs.reference().toString(), rows, Row::referenceError);
        for (Purpose purpose : Purpose.values()) {
            List<Row> chosen = rows.stream().filter(row -> row.purpose() == purpose).toList();
            if (!chosen.isEmpty()) {
                scatter(
                        panel,
                        inputs.name()
                                + ", "
                                + purpose.toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                        chosen,
                        Row::error);
            }
        }
        panel.level("", 0);
        return chart.figure();
    }

    private static void scatter(
            Panel panel, String label, List<Row> rows, Function<Row, Optional<Double>> error) {
        List<Row> known = rows.stream().filter(row -> error.apply(row).isPresent()).toList();
        if (!known.isEmpty()) {
            panel.points(
                    label,
                    known.stream().mapToDouble(Row::wanted).toArray(),
                    known.stream().mapToDouble(row -> error.apply(row).orElseThrow()).toArray(),
                    known.stream().map(Row::target).toList());
        }
    }

    /** Distances of densities in the course of the optimisation. */
    Figure densitiesByStep() {
        double[] x = history.stream().mapToDouble(FineTuning.Iteration::number).toArray();
        Chart chart = new Chart("Densities of " + inputs.name());
        chart.panel(
                        Quantity.of("step", ""),
                        Quantity.of(
                                "∫|ρ − ρ("
                                        + inputs.densities().orElseThrow().functional()
                                        + ")| per electron",
                                ""))
                .line(
                        inputs.name(),
                        x,
                        history.stream()
                                .mapToDouble(each -> DensityWatch.mean(each.densities()))
                                .toArray())
                .level("parent", DensityWatch.mean(history.get(0).densities()))
                .level(inputs.reference().toString(), watch.referenceMean());
        return chart.figure();
    }
}
