package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import xcflow.experiments.output.CsvTable;
import xcflow.experiments.output.Picture;
import xcflow.experiments.tuning.FineTuneTask.Purpose;
import xcflow.experiments.tuning.FineTuneTask.Row;
import xcflow.experiments.tuning.FineTuneTask.Step;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.TaskContext;

/**
 * What a fine-tuning leaves behind: the functional, its record, tables and pictures.
 *
 * @param kept the iteration that is the result
 * @param watch of densities that were compared
 * @param reference total energies of all systems with the reference, Ha
 * @param parent the same with the functional that was started from
 * @param result the same with the fine-tuned functional
 * @param missing why some have no energy
 */
record TuningReport(
        FineTuneTask.Inputs inputs,
        TuningTargets targets,
        List<FineTuning.Iteration> history,
        FineTuning.Iteration kept,
        DensityWatch watch,
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
        List<SetErrors> sets = SetErrors.of(rows);
        TuningCharts charts = new TuningCharts(inputs, history, watch);
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
                        kept.number(),
                        sets,
                        tests(sets, SetErrors::mae),
                        tests(sets, SetErrors::parentMae),
                        tests(sets, SetErrors::referenceMae),
                        DensityRow.of(watch, history.get(0).densities(), kept.densities()),
                        density(DensityWatch.mean(kept.densities())),
                        density(DensityWatch.mean(history.get(0).densities())),
                        density(watch.referenceMean()),
                        missing,
                        CsvTable.store(context, "fine-tuning.csv", rows),
                        Picture.store(
                                context,
                                "fine-tuning.svg",
                                charts.errorsByStep(!targets.heldOut().isEmpty())),
                        Picture.store(context, "parity.svg", charts.parity(rows)),
                        watch.molecules().isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        Picture.store(
                                                context,
                                                "densities.svg",
                                                charts.densitiesByStep())));
        record(functional, file, outputs, context);
        return outputs;
    }

    private static Map<String, Double> tests(
            List<SetErrors> sets, ToDoubleFunction<SetErrors> error) {
        Map<String, Double> errors = new LinkedHashMap<>();
        sets.stream()
                .filter(set -> set.purpose() == Purpose.TEST)
                .forEach(set -> errors.put(set.set(), error.applyAsDouble(set)));
        return errors;
    }

    private static Optional<Double> density(double mean) {
        return Double.isFinite(mean) ? Optional.of(mean) : Optional.empty();
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
                target.setName(),
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
                                        i.norm(),
                                        density(DensityWatch.mean(i.densities()))))
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
        if (outputs.density().isPresent()
                && outputs.density().get() > outputs.referenceDensity().orElseThrow()) {
            context.warn(
                    "tuned-density-worse",
                    String.format(
                            Locale.ROOT,
                            "densities of %s are %.3g electrons per electron from those of %s, those"
                                    + " of %s %.3g: its energies were optimised at the expense of"
                                    + " its densities",
                            inputs.name(),
                            outputs.density().get(),
                            inputs.densities().orElseThrow().functional(),
                            inputs.reference(),
                            outputs.referenceDensity().get()));
        }
    }
}
