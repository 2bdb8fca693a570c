package xcflow.experiments.tuning;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.engine.Engine;
import xcflow.experiments.batch.FormerInputs;
import xcflow.experiments.batch.MissingSystems;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.neural.FunctionalName;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Formerly;
import xcflow.spi.KnownInputs;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Optimisation of a neural functional for correlated energies at self-consistency. */
@TaskInfo(
        name = "fine-tune",
        version = "7",
        title = "Optimise a neural functional for correlated energies at self-consistency",
        description =
                """
                Changes the weights of a neural functional so that its self-consistent energies
                approach given ones: the atomization energies of W4-11, or `targets` such as
                `correlated-energies` gives. All systems are converged with the current functional;
                at self-consistency dE/dθ is ∂E_xc/∂θ at fixed density (Hellmann–Feynman), so a
                damped Gauss–Newton step is exact to first order; all systems are converged again
                from the densities before, and the step is kept only if the true loss falls. The
                iteration with the smallest error of the held-out molecules is the result, and the
                molecules of `test`, which influence nothing, measure its quality. The
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
                    held-out: [C2H2, H2CO, F2]
                    test: [HCN, CO2, C2H4]
                    gaussian: {basis: def2-tzvp}
                """)
public final class FineTuneTask implements Task<FineTuneTask.Inputs, FineTuneTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(
                            value =
                                    "Neural functional to start from: a file, or a version by name.",
                            example = "pbe-constrained@1",
                            functional = true)
                    Source functional,
            @Describe(value = "Name of the new functional.", example = "pbe-tuned") String name,
            @Describe(value = NamedMolecule.SYNTAX, min = 1) List<Source> train,
            @Describe(
                            value =
                                    "Molecules that are not trained on but decide which"
                                            + " iteration is kept.",
                            defaultValue = "[]")
                    List<Source> heldOut,
            @Describe(
                            value =
                                    "Molecules that have no influence on the result, to judge it"
                                            + " by.",
                            defaultValue = "[]")
                    List<Source> test,
            @Describe(
                            value =
                                    "Target energies; by default the atomization energies of"
                                            + " W4-11. A target all of whose species are atoms or"
                                            + " in `train` is trained on, one with a species of"
                                            + " `test` is only for the test, any other is held"
                                            + " out.",
                            defaultValue = "[]")
                    List<EnergyTarget> targets,
            @Describe(
                            value = "Functional to compare with, and to be better than.",
                            defaultValue = "PBE",
                            functional = true)
                    Source reference,
            @Describe(
                            value = "What solves the equations.",
                            defaultValue = "{engine: gaussian, gaussian: {basis: def2-tzvp}}")
                    @Formerly(value = "basis", now = "gaussian.basis")
                    @Formerly(value = "grid-level", now = "gaussian.grid-level")
                    @Formerly(value = "density-fitting", now = "gaussian.density-fitting")
                    Selected<Engine> engine,
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
            @Describe(value = "Loss, (kcal/mol)².", relative = 1e-3) double loss,
            @Describe(value = "Mean absolute error, trained.", unit = "kcal/mol") double trainMae,
            @Describe(value = "Mean absolute error, held out.", unit = "kcal/mol")
                    Optional<Double> heldOutMae,
            @Describe(value = "Distance of the weights from the parent's.", relative = 1e-3)
                    double distance) {}

    /** What a target is for. */
    public enum Purpose {
        @Describe("Optimised for.")
        TRAIN,
        @Describe("Chooses the iteration that is kept.")
        HELD_OUT,
        @Describe("Has no influence.")
        TEST
    }

    /** One target. */
    public record Row(
            @Describe("Name of the target.") String target,
            @Describe("What it is for.") Purpose purpose,
            @Describe(value = "Wanted energy.", unit = "kcal/mol") double wanted,
            @Describe(
                            value = "Error of the reference; none if a species did not converge.",
                            unit = "kcal/mol")
                    Optional<Double> referenceError,
            @Describe(value = "Error of the parent.", unit = "kcal/mol")
                    Optional<Double> parentError,
            @Describe(value = "Error of the result.", unit = "kcal/mol") Optional<Double> error) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "The fine-tuned functional.", absolute = 1e-5) Artefact functional,
            @Describe("The steps.") List<Step> steps,
            @Describe("The targets.") List<Row> rows,
            @Describe(value = "Mean absolute error, trained targets.", unit = "kcal/mol")
                    double trainMae,
            @Describe(value = "Mean absolute error, held-out targets.", unit = "kcal/mol")
                    Optional<Double> heldOutMae,
            @Describe(value = "The same with the parent.", unit = "kcal/mol")
                    Optional<Double> parentHeldOutMae,
            @Describe(value = "The same with the reference.", unit = "kcal/mol")
                    Optional<Double> referenceHeldOutMae,
            @Describe(value = "Mean absolute error, targets of the test.", unit = "kcal/mol")
                    Optional<Double> testMae,
            @Describe(value = "The same with the parent.", unit = "kcal/mol")
                    Optional<Double> parentTestMae,
            @Describe(value = "The same with the reference.", unit = "kcal/mol")
                    Optional<Double> referenceTestMae,
            @Describe("Why energies are missing, by system and functional.")
                    Map<String, String> missing,
            @Describe(value = "Errors of all targets (CSV).", absolute = 1e-3) Artefact table,
            @Describe(value = "Errors by step (SVG).", absolute = 0.5) Artefact plot,
            @Describe(value = "Energies beside the wanted ones (SVG).", absolute = 0.5)
                    Artefact parity) {}

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
        new InputCheck(inputs)
                .texts("name", FunctionalName::require)
                .functional("functional", FineTuneTask::neural)
                .molecules("train")
                .molecules("held-out")
                .molecules("test")
                .functional("reference")
                .engine("engine");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        return FormerInputs.gaussian(inputs);
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        NeuralFunctional parent = parent(inputs, context);
        Functional reference = FunctionalInput.load(inputs.reference(), context::file);
        List<NamedMolecule> train = NamedMolecule.load(inputs.train(), context);
        List<NamedMolecule> heldOut = NamedMolecule.load(inputs.heldOut(), context);
        List<NamedMolecule> test = NamedMolecule.load(inputs.test(), context);
        TuningTargets.refuseOverlap(train, heldOut, test);
        TuningTargets targets =
                inputs.targets().isEmpty()
                        ? TuningTargets.atomization(train, heldOut, test)
                        : TuningTargets.given(inputs.targets(), train, heldOut, test);
        TunedSystems systems =
                TunedSystems.of(inputs, TuningTargets.join(train, heldOut), test, context);
        FineTuning tuning =
                new FineTuning(
                        parent,
                        systems.optimised(),
                        targets.train(),
                        targets.heldOut(),
                        inputs.regularisation(),
                        systems::solve);
        FineTuning.State state = optimise(tuning, systems.missing(), inputs, context);
        NeuralFunctional result =
                tuning.functional(state.best())
                        .named(inputs.name())
                        .trainedOn(targets.domain(parent, state.systems()));
        Map<String, Double> parentEnergies = new LinkedHashMap<>(state.parentEnergies());
        parentEnergies.putAll(systems.energies(systems.unseen(), parent, "parent"));
        Map<String, Double> resultEnergies = new LinkedHashMap<>(state.bestEnergies());
        resultEnergies.putAll(systems.energies(systems.unseen(), result, "result"));
        Map<String, Double> referenceEnergies =
                new LinkedHashMap<>(systems.energies(systems.optimised(), reference, "reference"));
        referenceEnergies.putAll(systems.energies(systems.unseen(), reference, "reference"));
        MissingSystems.warn(
                systems.missing(),
                systems.optimised().size() + systems.unseen().size(),
                "and the targets that need them are left out",
                context);
        return new TuningReport(
                        inputs,
                        targets,
                        state.history(),
                        referenceEnergies,
                        parentEnergies,
                        resultEnergies,
                        systems.missing())
                .outputs(result, context);
    }

    private static FineTuning.State optimise(
            FineTuning all, Map<String, String> missing, Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        FineTuning.State state = resume(context);
        if (state == null) {
            state =
                    all.start(
                            share -> report(context, 0, share, inputs.iterations()),
                            (name, reason) -> missing.put(name + " with the parent", reason));
            save(state, context);
        } else {
            Set<String> converged = state.systems().keySet();
            all.names().stream()
                    .filter(name -> !converged.contains(name))
                    .forEach(name -> missing.put(name + " with the parent", "did not converge"));
        }
        FineTuning tuning = all.within(state.systems().keySet());
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
        return state;
    }

    private static NeuralFunctional parent(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        return neural(FunctionalInput.load(inputs.functional(), context::file));
    }

    private static NeuralFunctional neural(Functional functional) throws TaskFailure {
        if (functional instanceof NeuralFunctional neural) {
            return neural;
        }
        throw new TaskFailure(
                functional.name() + " cannot be fine-tuned: it is not neural, it has no weights");
    }

    private static void report(TaskContext context, int step, double share, int steps) {
        context.checkCancelled();
        context.progress(
                (step + share) / (steps + 1),
                String.format(
                        Locale.ROOT, "step %d of at most %d, %.0f %%", step, steps, 100 * share));
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
}
