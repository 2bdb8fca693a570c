package xcflow.experiments.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import xcflow.engine.Engine;
import xcflow.experiments.batch.FormerInputs;
import xcflow.experiments.batch.MissingSystems;
import xcflow.experiments.batch.ReactionErrors;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.input.Reaction;
import xcflow.experiments.output.CsvTable;
import xcflow.functional.Functional;
import xcflow.numerics.Constants;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Formerly;
import xcflow.spi.KnownInputs;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;
import xcflow.structure.Structure;

/** Self-consistent comparison of a functional with its reference on molecules. */
@TaskInfo(
        name = "scf-validate",
        version = "6",
        title = "Self-consistent comparison of a functional with its reference on molecules",
        description =
                """
                Solves the Kohn–Sham equations of each molecule twice, with the functional and with
                the reference, from the same superposition of atoms, and compares total energies,
                atomization and reaction energies, dipole moments, orbital energies, the densities
                themselves (∫|Δρ|) and the number of iterations. A molecule that does not converge, with
                the functional or with the reference, has no energy and no error: it is named in
                `missing` and left out of the means, which state how many molecules they include.
                """,
        example =
                """
                validate:
                  uses: scf-validate
                  with: {functional: "${{ steps.clone.functional }}", reference: PBE, molecules: [CO, HF, C2H2]}
                """)
public final class ScfValidateTask
        implements Task<ScfValidateTask.Inputs, ScfValidateTask.Outputs> {

    private static final double MILLI = 1e3;

    /** Inputs. */
    public record Inputs(
            @Describe(
                            value =
                                    "Functional to be validated: a file, or a reference or version by name.",
                            functional = true)
                    Source functional,
            @Describe(
                            value = "Functional to compare with.",
                            defaultValue = "PBE",
                            functional = true)
                    Source reference,
            @Describe(value = NamedMolecule.SYNTAX, example = "[CO, HF, C2H2]", min = 1)
                    List<Source> molecules,
            @Describe(
                            value = Reaction.SYNTAX + " Atoms take part too.",
                            defaultValue = "[]",
                            example = "[\"CO + 3 H2 -> CH4 + H2O\"]")
                    List<Object> reactions,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    @Formerly(value = "basis", now = "gaussian.basis")
                    @Formerly(value = "grid-level", now = "gaussian.grid-level")
                    @Formerly(value = "density-fitting", now = "gaussian.density-fitting")
                    @Formerly(value = "box", now = "planewave.box")
                    Selected<Engine> engine,
            @Describe(
                            value =
                                    "Whether to compare the forces on the atoms too, with an engine"
                                            + " that gives them.",
                            defaultValue = "false")
                    boolean forces) {}

    /** One molecule or atom. */
    public record Row(
            @Describe("Molecule or atom.") String molecule,
            @Describe("Whether both calculations converged.") boolean converged,
            @Describe(value = "Total energy; none without convergence.", unit = "Ha")
                    Optional<Double> energy,
            @Describe(value = "Total energy with the reference.", unit = "Ha")
                    Optional<Double> referenceEnergy,
            @Describe(value = "Error of the total energy.", unit = "mHa")
                    Optional<Double> energyError,
            @Describe(value = "Error of the atomization energy.", unit = "kcal/mol")
                    Optional<Double> atomizationError,
            @Describe(
                            value = "Length of the error of the dipole moment; Gaussian engine.",
                            unit = "D")
                    Optional<Double> dipoleError,
            @Describe(value = "Error of the highest occupied level.", unit = "mHa", absolute = 5e-3)
                    Optional<Double> homoError,
            @Describe(value = "∫|Δρ|.", unit = "e") Optional<Double> densityError,
            @Describe(
                            value =
                                    "Greatest error of a component of a force; none unless asked"
                                            + " for.",
                            unit = "mHa/bohr",
                            absolute = 1e-2)
                    Optional<Double> forceError,
            @Describe(value = "Iterations with the functional.", absolute = 2)
                    Optional<Integer> iterations,
            @Describe(value = "Iterations with the reference.", absolute = 2)
                    Optional<Integer> referenceIterations,
            @Describe("Why something is missing.") Optional<String> failure) {}

    /** Outputs. */
    public record Outputs(
            @Describe("Molecules, then their atoms.") List<Row> rows,
            @Describe("Reactions.") List<ReactionComparison> reactions,
            @Describe("Errors against the reference values of reactions, set by set.")
                    List<ReactionErrors> reactionErrors,
            @Describe("The same of the reference functional.")
                    List<ReactionErrors> referenceReactionErrors,
            @Describe(value = "Mean absolute error of the molecules' total energies.", unit = "mHa")
                    Optional<Double> energyMae,
            @Describe(value = "Greatest absolute error of a total energy.", unit = "mHa")
                    Optional<Double> energyMax,
            @Describe(value = "Mean absolute error of atomization energies.", unit = "kcal/mol")
                    Optional<Double> atomizationMae,
            @Describe(value = "Mean absolute error of reaction energies.", unit = "kcal/mol")
                    Optional<Double> reactionMae,
            @Describe(value = "Mean ∫|Δρ| of the molecules.", unit = "e")
                    Optional<Double> densityMean,
            @Describe(
                            value = "Greatest error of a component of a force.",
                            unit = "mHa/bohr",
                            absolute = 1e-2)
                    Optional<Double> forceMax,
            @Describe(value = "Greatest number of iterations beyond the reference's.", absolute = 4)
                    Optional<Integer> extraIterations,
            @Describe("Number of molecules and atoms without a result.") int failures,
            @Describe("Number of molecules in the means.") int compared,
            @Describe("Why molecules and atoms have no result, by name.")
                    Map<String, String> missing,
            @Describe(value = "The rows as a table (CSV).", absolute = 1e-7) Artefact table) {}

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
                .functional("functional", "engine")
                .functional("reference", "engine")
                .molecules("molecules")
                .reactions("reactions")
                .engine("engine");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> former = FormerInputs.named(inputs);
        former.remove("forces", false);
        return former;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        Functional reference = FunctionalInput.load(inputs.reference(), context::file);
        List<NamedMolecule> molecules = NamedMolecule.load(inputs.molecules(), context);
        List<Reaction> reactions = Reaction.all(inputs.reactions());
        List<NamedMolecule> systems = NamedMolecule.withAtoms(molecules);
        List<String> names = systems.stream().map(NamedMolecule::name).toList();
        for (Reaction reaction : reactions) {
            reaction.requireKnown(names);
        }
        ValidationCheckpoint checkpoint = ValidationCheckpoint.load(context);
        Systems calculated = Systems.of(inputs.engine(), context, functional, reference);
        List<Structure> structures = calculated.molecules(systems);
        if (inputs.forces()) {
            calculated.requireForces();
        }
        ReferenceComparison comparison =
                new ReferenceComparison(calculated, functional, reference, inputs.forces());
        for (Structure structure : structures) {
            if (!checkpoint.contains(structure.name())) {
                context.checkCancelled();
                checkpoint.add(
                        structure.name(),
                        comparison.compare(
                                structure,
                                (double) checkpoint.size() / systems.size(),
                                1.0 / systems.size()));
                checkpoint.save(context);
            }
        }
        return summarise(inputs, molecules, systems, reactions, checkpoint, context);
    }

    private static Outputs summarise(
            Inputs inputs,
            List<NamedMolecule> molecules,
            List<NamedMolecule> systems,
            List<Reaction> reactions,
            ValidationCheckpoint results,
            TaskContext context)
            throws Exception {
        Map<String, Double> energies = new LinkedHashMap<>();
        Map<String, Double> references = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (NamedMolecule system : systems) {
            ReferenceComparison.Result result = results.get(system.name());
            energies.put(system.name(), result.energy().orElse(Double.NaN));
            references.put(system.name(), result.referenceEnergy().orElse(Double.NaN));
            result.failure().ifPresent(reason -> missing.put(system.name(), reason));
        }
        MissingSystems.warn(missing, systems.size(), "and are left out of the means", context);
        List<Row> rows = new ArrayList<>();
        for (NamedMolecule system : systems) {
            rows.add(row(system, results.get(system.name()), energies, references));
        }
        List<ReactionComparison> reactionRows =
                ReactionComparison.of(reactions, energies, references);
        List<Row> compared =
                rows.subList(0, molecules.size()).stream().filter(Row::converged).toList();
        Outputs outputs =
                new Outputs(
                        rows,
                        reactionRows,
                        ReactionErrors.of(reactions, energies),
                        ReactionErrors.of(reactions, references),
                        mean(compared, Row::energyError),
                        compared.stream()
                                .map(row -> Math.abs(row.energyError().orElseThrow()))
                                .max(Double::compare),
                        mean(compared, Row::atomizationError),
                        mean(reactionRows, ReactionComparison::error),
                        mean(compared, Row::densityError),
                        compared.stream()
                                .flatMap(row -> row.forceError().stream())
                                .max(Double::compare),
                        compared.stream()
                                .map(
                                        row ->
                                                row.iterations().orElseThrow()
                                                        - row.referenceIterations().orElseThrow())
                                .max(Integer::compare),
                        missing.size(),
                        compared.size(),
                        missing,
                        CsvTable.store(context, "validation.csv", rows));
        record(inputs.functional(), outputs, context);
        return outputs;
    }

    private static Row row(
            NamedMolecule system,
            ReferenceComparison.Result result,
            Map<String, Double> energies,
            Map<String, Double> references) {
        double error = energies.get(system.name()) - references.get(system.name());
        double atomization = system.atomization(energies) - system.atomization(references);
        return new Row(
                system.name(),
                result.converged(),
                result.energy(),
                result.referenceEnergy(),
                finite(MILLI * error),
                system.isAtom()
                        ? Optional.empty()
                        : finite(atomization * Constants.HARTREE_IN_KCAL_PER_MOL),
                result.dipoleError(),
                result.homoError().map(e -> MILLI * e),
                result.densityError(),
                result.forceError().map(e -> MILLI * e),
                result.iterations(),
                result.referenceIterations(),
                result.failure());
    }

    private static void record(Source functional, Outputs outputs, TaskContext context) {
        if (functional instanceof Artefact) {
            outputs.energyMae()
                    .ifPresent(v -> context.metric(functional, "total-energy-mae", v, "mHa"));
            outputs.atomizationMae()
                    .ifPresent(
                            v ->
                                    context.metric(
                                            functional, "atomization-energy-mae", v, "kcal/mol"));
            outputs.densityMean()
                    .ifPresent(v -> context.metric(functional, "density-error-mean", v, "e"));
            context.metric(functional, "scf-failures", outputs.failures(), "");
        }
    }

    /** NaN where something is missing becomes a missing value. */
    private static Optional<Double> finite(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    /** Mean magnitude of those that there are. */
    private static <T> Optional<Double> mean(List<T> rows, Function<T, Optional<Double>> value) {
        OptionalDouble mean =
                rows.stream()
                        .flatMap(row -> value.apply(row).stream())
                        .mapToDouble(Math::abs)
                        .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }
}
