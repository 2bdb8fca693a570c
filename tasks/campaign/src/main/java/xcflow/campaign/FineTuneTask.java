package xcflow.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.plot.Canvas;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfListener;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.numerics.Workers;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Optimisation of a neural functional for correlated energies at self-consistency. */
@TaskInfo(
        name = "fine-tune",
        version = "1",
        title = "Optimise a neural functional for correlated energies at self-consistency",
        description =
                """
                Changes the weights of a neural functional so that its self-consistent energies come
                nearer to given ones: the atomization energies of W4-11, or `targets` such as
                `correlated-energies` gives. All systems are converged with the current functional;
                at self-consistency dE/dθ is ∂E_xc/∂θ at fixed density (Hellmann–Feynman), so a
                damped Gauss–Newton step is exact to first order; all systems are converged again
                from the densities before, and the step is kept only if the true loss falls. The
                iteration with the smallest error of the held-out molecules is the result. The
                architecture stays as it is, and with it every constraint that it keeps.
                """,
        example =
                """
                tune:
                  uses: fine-tune
                  with:
                    functional: ${{ steps.clone.functional }}
                    name: pbe-tuned
                    train: [H2, BH, CH4, NH3, H2O, HF, N2, CO]
                    held-out: [C2H2, H2CO, F2, HCN]
                    basis: def2-tzvp
                """)
public final class FineTuneTask implements Task<FineTuneTask.Inputs, FineTuneTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe("File of the neural functional to start from.") Artefact functional,
            @Describe(value = "Name of the new functional.", example = "pbe-tuned") String name,
            @Describe(value = NamedMolecule.SYNTAX, min = 1) List<Source> train,
            @Describe(value = "Molecules that are watched but not trained on.", defaultValue = "[]")
                    List<Source> heldOut,
            @Describe(
                            value =
                                    "Wanted energies; without any, the atomization energies of"
                                            + " W4-11. A target all of whose species are in `train`"
                                            + " (or are atoms) is trained on, any other is held"
                                            + " out.",
                            defaultValue = "[]")
                    List<EnergyTarget> targets,
            @Describe(
                            value = "Functional to compare with, and to be better than.",
                            defaultValue = "PBE")
                    Source reference,
            @Describe(value = "Basis set.", defaultValue = "def2-tzvp") Source basis,
            @Describe(
                            value = "Level of the integration grid.",
                            defaultValue = "3",
                            min = 0,
                            max = 9)
                    int gridLevel,
            @Describe(value = "Whether to fit the density.", defaultValue = "false")
                    boolean densityFitting,
            @Describe(value = "Most accepted steps.", defaultValue = "10", min = 1, max = 1000)
                    int iterations,
            @Describe(
                            value =
                                    "Steps without a smaller error of the held-out molecules after"
                                            + " which to stop.",
                            defaultValue = "3",
                            min = 1)
                    int patience,
            @Describe(
                            value =
                                    "Weight of |θ − θ₀|², relative to the mean square of the"
                                            + " targets' derivatives: how strongly the functional is"
                                            + " held at its parent.",
                            defaultValue = "0.01",
                            min = 0)
                    double regularisation) {}

    /** One step. */
    public record Step(
            @Describe("Number of the step; 0 is the parent.") int step,
            @Describe("Steps tried until the loss fell.") int trials,
            @Describe("Loss, (kcal/mol)².") double loss,
            @Describe(value = "Mean absolute error, trained.", unit = "kcal/mol") double trainMae,
            @Describe(value = "Mean absolute error, held out.", unit = "kcal/mol")
                    double heldOutMae,
            @Describe("Distance of the weights from the parent's.") double distance) {}

    /** One target. */
    public record Row(
            @Describe("Name of the target.") String target,
            @Describe("Whether it was trained on.") boolean trained,
            @Describe(value = "Wanted energy.", unit = "kcal/mol") double wanted,
            @Describe(value = "Error of the reference.", unit = "kcal/mol") double referenceError,
            @Describe(value = "Error of the parent.", unit = "kcal/mol") double parentError,
            @Describe(value = "Error of the result.", unit = "kcal/mol") double error) {}

    /** Outputs. */
    public record Outputs(
            @Describe("The fine-tuned functional.") Artefact functional,
            @Describe("The steps.") List<Step> steps,
            @Describe("The targets.") List<Row> rows,
            @Describe(value = "Mean absolute error, trained targets.", unit = "kcal/mol")
                    double trainMae,
            @Describe(value = "Mean absolute error, held-out targets.", unit = "kcal/mol")
                    double heldOutMae,
            @Describe(value = "The same with the parent.", unit = "kcal/mol")
                    double parentHeldOutMae,
            @Describe(value = "The same with the reference.", unit = "kcal/mol")
                    double referenceHeldOutMae,
            @Describe("Errors of all targets (CSV).") Artefact table,
            @Describe("Errors by step (SVG).") Artefact plot) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        NeuralFunctional parent = parent(inputs, context);
        Functional reference = FunctionalInput.load(inputs.reference(), context);
        List<NamedMolecule> train = NamedMolecule.load(inputs.train(), context);
        List<NamedMolecule> heldOut = NamedMolecule.load(inputs.heldOut(), context);
        Map<String, TunedSystem> systems = systems(inputs, train, heldOut, context);
        List<EnergyTarget> all =
                TuningTargets.of(inputs.targets(), train, heldOut, systems.keySet());
        List<EnergyTarget> trained =
                all.stream().filter(t -> TuningTargets.trained(t, train)).toList();
        List<EnergyTarget> watched =
                all.stream().filter(t -> !TuningTargets.trained(t, train)).toList();
        if (trained.isEmpty()) {
            throw new TaskFailure("no target has all its species among the molecules of 'train'");
        }
        try (Workers workers = new Workers(context.threads())) {
            ScfListener listener = step -> context.checkCancelled();
            FineTuning tuning =
                    new FineTuning(
                            parent,
                            systems,
                            trained,
                            watched,
                            inputs.regularisation(),
                            (system, functional, before) ->
                                    system.solve(
                                            functional,
                                            before == null ? null : before.density(),
                                            true,
                                            workers,
                                            listener));
            FineTuning.State state = resume(context);
            if (state == null) {
                state = tuning.start(share -> report(context, 0, share, inputs.iterations()));
                save(state, context);
            }
            Map<String, Double> parentEnergies =
                    energies(systems, parent, workers, context, listener);
            while (!state.finished() && state.history().size() <= inputs.iterations()) {
                int number = state.history().size();
                state =
                        tuning.step(
                                state,
                                inputs.patience(),
                                share -> report(context, number, share, inputs.iterations()));
                save(state, context);
                FineTuning.Iteration last = state.history().get(state.history().size() - 1);
                context.log()
                        .info(
                                "step {}: trained {} kcal/mol, held out {} kcal/mol",
                                last.number(),
                                last.trainMae(),
                                last.heldOutMae());
            }
            NeuralFunctional result = named(inputs.name(), tuning.functional(state.best()));
            return outputs(
                    inputs,
                    result,
                    state,
                    trained,
                    watched,
                    energies(systems, reference, workers, context, listener),
                    parentEnergies,
                    energies(systems, result, workers, context, listener),
                    context);
        } catch (ScfException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    private static NeuralFunctional parent(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        try (InputStream in = context.open(inputs.functional())) {
            return FunctionalFile.read(in);
        } catch (IOException e) {
            throw new TaskFailure(inputs.functional().name() + ": " + e.getMessage());
        }
    }

    private static Map<String, TunedSystem> systems(
            Inputs inputs,
            List<NamedMolecule> train,
            List<NamedMolecule> heldOut,
            TaskContext context)
            throws TaskFailure, IOException {
        BasisSet basis = BasisInput.load(inputs.basis(), context);
        ScfOptions options =
                ScfOptions.defaults()
                        .withGrid(inputs.gridLevel())
                        .withDensityFitting(inputs.densityFitting());
        List<NamedMolecule> molecules = new ArrayList<>(train);
        molecules.addAll(heldOut);
        Map<String, TunedSystem> systems = new LinkedHashMap<>();
        List<NamedMolecule> everything = new ArrayList<>(NamedMolecule.atomsOf(molecules));
        everything.addAll(molecules);
        for (NamedMolecule molecule : everything) {
            systems.putIfAbsent(molecule.name(), new TunedSystem(molecule, basis, options));
        }
        return systems;
    }

    private static Map<String, Double> energies(
            Map<String, TunedSystem> systems,
            Functional functional,
            Workers workers,
            TaskContext context,
            ScfListener listener) {
        Map<String, Double> energies = new LinkedHashMap<>();
        systems.forEach(
                (name, system) -> {
                    context.progress(
                            Double.NaN, name + " with " + functional.name() + ", for comparison");
                    try (KohnSham equations =
                            new KohnSham(
                                    Basis.of(system.molecule().molecule(), system.basis()),
                                    system.options(),
                                    workers)) {
                        energies.put(name, equations.solve(functional, listener).energy());
                    }
                });
        return energies;
    }

    private static void report(TaskContext context, int step, double share, int steps) {
        context.checkCancelled();
        context.progress(
                (step + share) / (steps + 1),
                String.format(
                        Locale.ROOT, "step %d of at most %d, %.0f %%", step, steps, 100 * share));
    }

    private static NeuralFunctional named(String name, NeuralFunctional functional) {
        return new NeuralFunctional(
                functional.spec().named(name),
                functional.exchangeFactor().network().parameters(),
                functional.correlationFactor().network().parameters());
    }

    private static FineTuning.State resume(TaskContext context) throws IOException {
        Optional<InputStream> stored = context.loadCheckpoint();
        if (stored.isEmpty()) {
            return null;
        }
        try (InputStream in = stored.get()) {
            return FineTuneCheckpoint.read(in);
        }
    }

    private static void save(FineTuning.State state, TaskContext context) throws IOException {
        context.saveCheckpoint(out -> FineTuneCheckpoint.write(state, out));
    }

    private static Outputs outputs(
            Inputs inputs,
            NeuralFunctional functional,
            FineTuning.State state,
            List<EnergyTarget> trained,
            List<EnergyTarget> watched,
            Map<String, Double> reference,
            Map<String, Double> parent,
            Map<String, Double> result,
            TaskContext context)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        for (List<EnergyTarget> targets : List.of(trained, watched)) {
            for (EnergyTarget target : targets) {
                rows.add(
                        new Row(
                                target.name(),
                                targets == trained,
                                target.energy(),
                                FineTuning.deviation(target, reference),
                                FineTuning.deviation(target, parent),
                                FineTuning.deviation(target, result)));
            }
        }
        List<Step> steps =
                state.history().stream()
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
        Artefact file =
                context.store(
                        inputs.name() + FunctionalFile.EXTENSION,
                        FunctionalFile.MEDIA_TYPE,
                        out -> FunctionalFile.write(functional, out));
        Outputs outputs =
                new Outputs(
                        file,
                        steps,
                        rows,
                        FineTuning.meanAbsolute(trained, result),
                        FineTuning.meanAbsolute(watched, result),
                        FineTuning.meanAbsolute(watched, parent),
                        FineTuning.meanAbsolute(watched, reference),
                        CsvTable.store(context, "fine-tuning.csv", rows),
                        plot(inputs.name(), steps, context));
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
                                "targets", Integer.toString(trained.size()),
                                "held-out", Integer.toString(watched.size()),
                                "regularisation", Double.toString(inputs.regularisation()))));
        context.metric(file, "train-mae", outputs.trainMae(), "kcal/mol");
        if (!watched.isEmpty()) {
            context.metric(file, "held-out-mae", outputs.heldOutMae(), "kcal/mol");
        }
        return outputs;
    }

    private static Artefact plot(String name, List<Step> steps, TaskContext context)
            throws IOException {
        double[] x = steps.stream().mapToDouble(Step::step).toArray();
        Canvas chart =
                new Canvas("Fine-tuning of " + name, "step", "mean absolute error (kcal/mol)");
        chart.curve("trained", x, steps.stream().mapToDouble(Step::trainMae).toArray());
        if (steps.stream().anyMatch(s -> s.heldOutMae() > 0)) {
            chart.curve("held out", x, steps.stream().mapToDouble(Step::heldOutMae).toArray());
        }
        return Picture.store(context, "fine-tuning.svg", chart.plot());
    }
}
