package xcflow.experiments.clone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xcflow.experiments.output.CsvTable;
import xcflow.experiments.output.Picture;
import xcflow.figures.Chart;
import xcflow.figures.Quantity;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Descriptor;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.training.CloneErrors;
import xcflow.functional.training.CurvePoint;
import xcflow.functional.training.Training;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.TaskContext;

/** What the training of a clone leaves behind: the functional, its record, tables and pictures. */
record CloneReport(
        CloneTask.Inputs inputs, Separable reference, DataSet data, Training.Outcome outcome) {

    /** Mean error of the integrated energies that constrained clones stay below, Ha per system. */
    private static final double USUAL_ERROR = 1e-3;

    /** The same of clones without constraints. */
    private static final double USUAL_WITHOUT = 5e-3;

    /** How many times worse systems that were held out may be. */
    private static final double HELD_OUT = 20;

    CloneTask.Outputs outputs(TaskContext context) throws IOException {
        var clone = outcome.functional();
        var fitted = data.select(s -> !inputs.heldOut().contains(data.systems().get(s)));
        var unseen = data.select(s -> inputs.heldOut().contains(data.systems().get(s)));
        var training = CloneTask.Errors.of(CloneErrors.measure(clone, reference, fitted));
        Optional<CloneTask.Errors> heldOut =
                unseen.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                CloneTask.Errors.of(CloneErrors.measure(clone, reference, unseen)));
        var file =
                context.store(
                        inputs.name() + FunctionalFile.EXTENSION,
                        FunctionalFile.MEDIA_TYPE,
                        out -> FunctionalFile.write(clone, out));
        var curve =
                context.store(
                        "learning-curve.csv",
                        "text/csv",
                        out -> CurvePoint.writeCsv(outcome.curve(), out));
        context.functional(
                new FunctionalVersion(
                        inputs.name(),
                        file,
                        inputs.architecture().label(),
                        clone.spec().reference(),
                        parents(),
                        details()));
        context.metric(file, "cloning-training-energy-mae", training.energyMean(), "Ha");
        warn(training, heldOut, context);
        heldOut.ifPresent(
                e -> {
                    context.metric(file, "cloning-held-out-energy-mae", e.energyMean(), "Ha");
                    context.metric(file, "cloning-held-out-potential-error", e.potential(), "Ha");
                });
        return new CloneTask.Outputs(
                file,
                inputs.name(),
                inputs.architecture().label(),
                inputs.seed(),
                outcome.curve().size(),
                training,
                heldOut,
                curve,
                learningPlot(context),
                systems(context));
    }

    /** Says so if the training did not lead where it usually does. */
    private void warn(
            CloneTask.Errors training, Optional<CloneTask.Errors> heldOut, TaskContext context) {
        double usual =
                inputs.architecture() == Architecture.UNCONSTRAINED ? USUAL_WITHOUT : USUAL_ERROR;
        if (!(training.energyMean() <= usual)) {
            context.warn(
                    "clone-far-from-usual",
                    String.format(
                            Locale.ROOT,
                            "%s misses the energies of its training systems by %.3g mHa on average;"
                                    + " clones that are %s usually come below %.3g mHa: train longer"
                                    + " or with a larger network",
                            inputs.name(),
                            1e3 * training.energyMean(),
                            inputs.architecture().label(),
                            1e3 * usual));
        }
        double most = Math.max(HELD_OUT * training.energyMean(), usual);
        if (heldOut.isPresent() && !(heldOut.get().energyMean() <= most)) {
            context.warn(
                    "held-out-worse",
                    String.format(
                            Locale.ROOT,
                            "%s misses the energies of the systems that were held out by %.3g mHa on"
                                    + " average, those of its training systems by %.3g mHa: it is"
                                    + " overfitted to these, or they are too few",
                            inputs.name(),
                            1e3 * heldOut.get().energyMean(),
                            1e3 * training.energyMean()));
        }
    }

    private Artefact learningPlot(TaskContext context) throws IOException {
        List<CurvePoint> curve = outcome.curve();
        var chart = new Chart("Training of " + inputs.name());
        var panel =
                chart.panel(
                        Quantity.of("step", ""),
                        Quantity.of("error of integrated energies", "mHa").decades());
        for (String part : curve.stream().map(CurvePoint::part).distinct().toList()) {
            var points = curve.stream().filter(p -> p.part().equals(part)).toList();
            double[] step = IntStream.range(0, points.size()).asDoubleStream().toArray();
            panel.line(part, step, millihartrees(points, CurvePoint::integrated));
            if (points.stream().noneMatch(p -> Double.isNaN(p.heldOutIntegrated()))) {
                panel.companion(
                        part + ", held out",
                        step,
                        millihartrees(points, CurvePoint::heldOutIntegrated));
            }
        }
        return Picture.store(context, "learning-curve.svg", chart.figure());
    }

    /** A logarithmic axis has no zero, so errors below 10⁻⁹ mHa are drawn there. */
    private static double[] millihartrees(
            List<CurvePoint> points, ToDoubleFunction<CurvePoint> error) {
        return points.stream()
                .mapToDouble(p -> Math.max(1e-9, 1e3 * error.applyAsDouble(p)))
                .toArray();
    }

    private Artefact systems(TaskContext context) throws IOException {
        double[] energies = CloneErrors.measure(outcome.functional(), reference, data).energies();
        var rows = new ArrayList<CloneTask.SystemError>();
        for (int s = 0; s < energies.length; s++) {
            var name = data.systems().get(s);
            rows.add(new CloneTask.SystemError(name, inputs.heldOut().contains(name), energies[s]));
        }
        return CsvTable.store(context, "systems.csv", rows);
    }

    /** Where the densities came from, and how much they count if that differs. */
    private String densities() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int s = 0; s < data.systems().size(); s++) {
            double importance = data.importance().get(s);
            String text = data.origins().get(s).text();
            counts.merge(importance == 1 ? text : text + ", weight " + importance, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " of " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String names(FactorSpec factor) {
        return factor.inputs().stream().map(Descriptor::label).collect(Collectors.joining(", "));
    }

    private List<FunctionalVersion.Parent> parents() {
        var parents = new ArrayList<FunctionalVersion.Parent>();
        parents.add(
                new FunctionalVersion.Parent(
                        inputs.reference(), FunctionalVersion.Relation.CLONED_FROM));
        for (Artefact from : inputs.initialisation().orElse(StartInput.RANDOM).from()) {
            if (!from.equals(inputs.reference())) {
                parents.add(
                        new FunctionalVersion.Parent(from, FunctionalVersion.Relation.INITIALISED));
            }
        }
        return parents;
    }

    private Map<String, String> details() {
        var correlation = outcome.functional().spec().correlation();
        var details = new TreeMap<String, String>();
        details.put("seed", Long.toString(inputs.seed()));
        details.put("network", correlation.depth() + " × " + correlation.width());
        if (inputs.descriptors().isPresent() || correlation.dependsOnSpinGradients()) {
            details.put("correlation-inputs", names(correlation));
            details.put("exchange-inputs", names(outcome.functional().spec().exchange()));
        }
        inputs.initialisation()
                .ifPresent(start -> details.put("initialisation", start.strategy().label()));
        details.put("iterations", Integer.toString(inputs.iterations()));
        if (!inputs.heldOut().isEmpty()) {
            details.put("held-out", String.join(", ", inputs.heldOut()));
        }
        if (data.origins().stream().anyMatch(DensityOrigin::known)) {
            details.put("densities", densities());
        }
        return details;
    }
}
