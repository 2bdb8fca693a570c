package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import xcflow.experiments.output.CsvTable;
import xcflow.experiments.output.Picture;
import xcflow.experiments.tuning.FineTuneTask.Purpose;
import xcflow.experiments.tuning.FineTuneTask.Row;
import xcflow.experiments.tuning.FineTuneTask.Step;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.TaskContext;

/**
 * What a fine-tuning leaves behind: the functional, its record, tables and pictures.
 *
 * @param reference total energies of all systems with the reference, Ha
 * @param parent the same with the functional that was started from
 * @param result the same with the fine-tuned functional
 * @param missing why some have no energy
 */
record TuningReport(
        FineTuneTask.Inputs inputs,
        TuningTargets targets,
        List<FineTuning.Iteration> history,
        Map<String, Double> reference,
        Map<String, Double> parent,
        Map<String, Double> result,
        Map<String, String> missing) {

    FineTuneTask.Outputs outputs(NeuralFunctional functional, TaskContext context)
            throws IOException {
        Artefact file =
                context.store(
                        inputs.name() + FunctionalFile.EXTENSION,
                        FunctionalFile.MEDIA_TYPE,
                        out -> FunctionalFile.write(functional, out));
        List<Row> rows = rows();
        FineTuneTask.Outputs outputs =
                new FineTuneTask.Outputs(
                        file,
                        steps(),
                        rows,
                        EnergyTarget.meanAbsolute(
                                targets.train().stream()
                                        .filter(t -> error(t, result).isPresent())
                                        .toList(),
                                result),
                        mean(targets.heldOut(), result),
                        mean(targets.heldOut(), parent),
                        mean(targets.heldOut(), reference),
                        mean(targets.test(), result),
                        mean(targets.test(), parent),
                        mean(targets.test(), reference),
                        missing,
                        CsvTable.store(context, "fine-tuning.csv", rows),
                        Picture.store(context, "fine-tuning.svg", errorsByStep()),
                        Picture.store(context, "parity.svg", parity(rows)));
        record(functional, file, outputs, context);
        return outputs;
    }

    /** Mean over those targets for which all three functionals have an energy. */
    private Optional<Double> mean(List<EnergyTarget> list, Map<String, Double> energies) {
        List<EnergyTarget> comparable =
                list.stream()
                        .filter(
                                target ->
                                        Stream.of(reference, parent, result)
                                                .allMatch(all -> error(target, all).isPresent()))
                        .toList();
        return comparable.isEmpty()
                ? Optional.empty()
                : Optional.of(EnergyTarget.meanAbsolute(comparable, energies));
    }

    private static Optional<Double> error(EnergyTarget target, Map<String, Double> energies) {
        double deviation = target.deviation(energies);
        return Double.isFinite(deviation) ? Optional.of(deviation) : Optional.empty();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        targets.train().forEach(target -> rows.add(row(target, Purpose.TRAIN)));
        targets.heldOut().forEach(target -> rows.add(row(target, Purpose.HELD_OUT)));
        targets.test().forEach(target -> rows.add(row(target, Purpose.TEST)));
        return rows;
    }

    private Row row(EnergyTarget target, Purpose purpose) {
        return new Row(
                target.name(),
                purpose,
                target.energy(),
                error(target, reference),
                error(target, parent),
                error(target, result));
    }

    private List<Step> steps() {
        return history.stream()
                .map(
                        i ->
                                new Step(
                                        i.number(),
                                        i.trials(),
                                        i.loss(),
                                        i.trainMae(),
                                        targets.heldOut().isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(i.heldOutMae()),
                                        i.norm()))
                .toList();
    }

    private void record(
            NeuralFunctional functional,
            Artefact file,
            FineTuneTask.Outputs outputs,
            TaskContext context) {
        context.functional(
                new FunctionalVersion(
                        inputs.name(),
                        file,
                        functional.spec().architecture().toString().toLowerCase(Locale.ROOT),
                        functional.spec().reference(),
                        List.of(
                                new FunctionalVersion.Parent(
                                        inputs.functional(),
                                        FunctionalVersion.Relation.FINE_TUNED_FROM)),
                        Map.of(
                                "targets", Integer.toString(targets.train().size()),
                                "held-out", Integer.toString(targets.heldOut().size()),
                                "regularisation", Double.toString(inputs.regularisation()))));
        context.metric(file, "train-mae", outputs.trainMae(), "kcal/mol");
        outputs.heldOutMae()
                .ifPresent(mae -> context.metric(file, "held-out-mae", mae, "kcal/mol"));
        warn(outputs, context);
        outputs.testMae().ifPresent(mae -> context.metric(file, "test-mae", mae, "kcal/mol"));
    }

    private void warn(FineTuneTask.Outputs outputs, TaskContext context) {
        if (history.size() < 2) {
            context.warn(
                    "not-fine-tuned",
                    "no step made "
                            + inputs.name()
                            + " better than its parent, with whose weights it is the same");
        }
        if (outputs.testMae().isPresent()
                && outputs.testMae().get() > outputs.parentTestMae().orElseThrow()) {
            context.warn(
                    "fine-tuned-worse",
                    String.format(
                            Locale.ROOT,
                            "%s has a mean error of %.3g kcal/mol for the test's targets, its parent"
                                    + " of %.3g: it is overfitted to the training targets",
                            inputs.name(),
                            outputs.testMae().get(),
                            outputs.parentTestMae().get()));
        }
    }

    private Figure errorsByStep() {
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
        if (!targets.heldOut().isEmpty()) {
            panel.line(
                    "held out",
                    x,
                    history.stream().mapToDouble(FineTuning.Iteration::heldOutMae).toArray());
        }
        return chart.figure();
    }

    private Figure parity(List<Row> rows) {
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
}
