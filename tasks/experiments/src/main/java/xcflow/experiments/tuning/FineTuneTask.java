package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        version = "8",
        title = "Optimise a neural functional for correlated energies at self-consistency",
        description =
                """
                Changes the weights of a neural functional so that its self-consistent energies
                approach given ones: the atomization energies of W4-11, or `targets` such as
                `correlated-energies` gives. All systems are converged with the current functional;
                at self-consistency dE/dθ is ∂E_xc/∂θ at fixed density (Hellmann–Feynman), so a
                step goes to the least loss at fixed densities, damped; all systems are converged
                again from the densities before, and it is kept only if the true loss falls. The
                iteration with the smallest error of the held-out molecules is the result, and the
                molecules of `test`, which influence nothing, measure its quality. The
                architecture stays as it is, and with it every constraint that it keeps.

                With targets that say their `purpose`, several sets can be optimised for at once:
                they join the atomization energies of the molecules, sets may be weighted, and the
                sets of held-out targets count equally when the iteration is chosen. `densities`
                compares the densities of every step with those of a better functional.
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
                                            + " out. Targets that say their `purpose` come in"
                                            + " addition to the atomization energies, and their"
                                            + " species need not be in the lists.",
                            defaultValue = "[]")
                    List<EnergyTarget> targets,
            @Describe(
                            value =
                                    "Molecules that targets with a purpose name and that have no"
                                            + " name of their own, such as files.",
                            defaultValue = "[]")
                    List<Source> species,
            @Describe(
                            value =
                                    "Weights of the squared errors in the loss by set; that of"
                                            + " atomization energies is called W4-11. A set that is"
                                            + " not named has the weight 1.",
                            defaultValue = "{}",
                            example = "{BH76: 2}")
                    Map<String, Double> weights,
            @Describe("Densities to watch; none unless told.") Optional<WatchedDensities> densities,
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
                    double regularisation,
            @Describe(
                            value =
                                    "Weight of the mean square change of the potentials (per"
                                            + " electron, in kcal/mol) of the watched molecules, or"
                                            + " of all trained on, beside the mean square error of"
                                            + " the targets: it spares densities.",
                            min = 0,
                            example = "0.1")
                    Optional<Double> potentialRegularisation) {}

    /** One step. */
    public record Step(
            @Describe("Number of the step; 0 is the parent.") int step,
            @Describe("Steps tried until the loss fell.") int trials,
            @Describe(value = "Loss, (kcal/mol)².", relative = 1e-3) double loss,
            @Describe(value = "Mean absolute error, trained.", unit = "kcal/mol") double trainMae,
            @Describe(value = "Mean absolute error, held out.", unit = "kcal/mol")
                    Optional<Double> heldOutMae,
            @Describe(value = "Distance of the weights from the parent's.", relative = 1e-3)
                    double distance,
            @Describe(value = "Mean ∫|ρ − ρ_better| per electron, if watched.", absolute = 1e-6)
                    Optional<Double> density) {}

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
            @Describe("The set that it belongs to.") String set,
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
            @Describe("Number of the step that is the result.") int kept,
            @Describe("Errors by purpose and set.") List<SetErrors> sets,
            @Describe(value = "Mean absolute error of the test by set.", unit = "kcal/mol")
                    Map<String, Double> testErrors,
            @Describe(value = "The same with the parent.", unit = "kcal/mol")
                    Map<String, Double> parentTestErrors,
            @Describe(value = "The same with the reference.", unit = "kcal/mol")
                    Map<String, Double> referenceTestErrors,
            @Describe("Densities that were watched.") List<DensityRow> densities,
            @Describe(value = "Mean ∫|ρ − ρ_better| per electron, if watched.", absolute = 1e-6)
                    Optional<Double> density,
            @Describe(value = "The same with the parent.", absolute = 1e-6)
                    Optional<Double> parentDensity,
            @Describe(value = "The same with the reference.", absolute = 1e-6)
                    Optional<Double> referenceDensity,
            @Describe("Why energies are missing, by system and functional.")
                    Map<String, String> missing,
            @Describe(value = "Errors of all targets (CSV).", absolute = 1e-3) Artefact table,
            @Describe(value = "Errors by step (SVG).", absolute = 0.5) Artefact plot,
            @Describe(value = "Energies beside the wanted ones (SVG).", absolute = 0.5)
                    Artefact parity,
            @Describe(value = "Distances of densities by step (SVG), if watched.", absolute = 0.5)
                    Optional<Artefact> densityPlot) {}

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
                .molecules("species")
                .functional("reference")
                .engine("engine");
        TuningCheck.of(inputs).targets().weights().densities();
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> key = new LinkedHashMap<>(FormerInputs.gaussian(inputs));
        // Without them keys are what they were when there were none.
        key.remove("species", List.of());
        key.remove("weights", Map.of());
        return key;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        NeuralFunctional parent = parent(inputs, context);
        Functional reference = FunctionalInput.load(inputs.reference(), context::file);
        TuningSystems wanted = TuningSystems.of(inputs, context);
        TuningTargets targets = wanted.targets();
        TunedSystems systems =
                TunedSystems.of(
                        inputs,
                        wanted.optimised(),
                        wanted.unseen(),
                        List.of(parent, reference),
                        context);
        DensityWatch watch = watch(inputs, wanted.watched(), systems, reference, context);
        FineTuning tuning =
                new FineTuning(
                        parent,
                        systems.optimised(),
                        targets.train(),
                        targets.heldOut(),
                        systems.restraint(inputs, parent, wanted.watched()),
                        watch,
                        systems::solve,
                        context.threads());
        FineTuning.State state = new Optimisation(inputs, context).run(tuning, systems.missing());
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
                        tuning.within(state.systems().keySet()).best(state.history()),
                        watch.within(state.systems().keySet()),
                        referenceEnergies,
                        parentEnergies,
                        resultEnergies,
                        systems.missing())
                .outputs(result, context);
    }

    private static DensityWatch watch(
            Inputs inputs,
            List<String> names,
            TunedSystems systems,
            Functional reference,
            TaskContext context)
            throws TaskFailure, IOException {
        if (inputs.densities().isEmpty()) {
            return DensityWatch.NONE;
        }
        WatchedDensities densities = inputs.densities().get();
        Functional better = FunctionalInput.load(densities.functional(), context::file);
        return DensityWatch.of(densities, names, systems, better, reference);
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
}
