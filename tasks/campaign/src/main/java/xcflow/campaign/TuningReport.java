package xcflow.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.campaign.FineTuneTask.Purpose;
import xcflow.campaign.FineTuneTask.Row;
import xcflow.campaign.FineTuneTask.Step;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.plot.Canvas;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.TaskContext;

/**
 * What a fine-tuning leaves behind: the functional, its record, tables and pictures.
 *
 * @param reference total energies of all systems with the reference, Ha
 * @param parent the same with the functional that was started from
 * @param result the same with the fine-tuned functional
 */
record TuningReport(
        FineTuneTask.Inputs inputs,
        TuningTargets targets,
        List<FineTuning.Iteration> history,
        Map<String, Double> reference,
        Map<String, Double> parent,
        Map<String, Double> result) {

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
                        FineTuning.meanAbsolute(targets.train(), result),
                        FineTuning.meanAbsolute(targets.heldOut(), result),
                        FineTuning.meanAbsolute(targets.heldOut(), parent),
                        FineTuning.meanAbsolute(targets.heldOut(), reference),
                        test(result),
                        test(parent),
                        test(reference),
                        CsvTable.store(context, "fine-tuning.csv", rows),
                        Picture.store(context, "fine-tuning.svg", errorsByStep().plot()),
                        Picture.store(context, "parity.svg", parity(rows).plot()));
        record(functional, file, outputs, context);
        return outputs;
    }

    private Optional<Double> test(Map<String, Double> energies) {
        return targets.test().isEmpty()
                ? Optional.empty()
                : Optional.of(FineTuning.meanAbsolute(targets.test(), energies));
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
                FineTuning.deviation(target, reference),
                FineTuning.deviation(target, parent),
                FineTuning.deviation(target, result));
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
                                        i.heldOutMae(),
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
        if (!targets.heldOut().isEmpty()) {
            context.metric(file, "held-out-mae", outputs.heldOutMae(), "kcal/mol");
        }
        outputs.testMae().ifPresent(mae -> context.metric(file, "test-mae", mae, "kcal/mol"));
    }

    private Canvas errorsByStep() {
        double[] x = history.stream().mapToDouble(FineTuning.Iteration::number).toArray();
        Canvas chart =
                new Canvas(
                        "Fine-tuning of " + inputs.name(),
                        "step",
                        "mean absolute error (kcal/mol)");
        chart.curve(
                "trained",
                x,
                history.stream().mapToDouble(FineTuning.Iteration::trainMae).toArray());
        if (!targets.heldOut().isEmpty()) {
            chart.curve(
                    "held out",
                    x,
                    history.stream().mapToDouble(FineTuning.Iteration::heldOutMae).toArray());
        }
        return chart;
    }

    private Canvas parity(List<Row> rows) {
        Canvas chart =
                new Canvas(
                        "Energies with " + inputs.name() + " and with " + inputs.reference(),
                        "wanted energy (kcal/mol)",
                        "calculated minus wanted (kcal/mol)");
        double[] wanted = rows.stream().mapToDouble(Row::wanted).toArray();
        chart.scatter(
                inputs.reference().toString(),
                wanted,
                rows.stream().mapToDouble(Row::referenceError).toArray());
        for (Purpose purpose : Purpose.values()) {
            List<Row> chosen = rows.stream().filter(row -> row.purpose() == purpose).toList();
            if (!chosen.isEmpty()) {
                chart.scatter(
                        inputs.name()
                                + ", "
                                + purpose.toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                        chosen.stream().mapToDouble(Row::wanted).toArray(),
                        chosen.stream().mapToDouble(Row::error).toArray());
            }
        }
        return chart;
    }
}
