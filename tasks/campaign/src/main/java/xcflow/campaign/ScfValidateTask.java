package xcflow.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import xcflow.functional.Functional;
import xcflow.numerics.Constants;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Self-consistent comparison of a functional with its reference on molecules. */
@TaskInfo(
        name = "scf-validate",
        version = "4",
        title = "Self-consistent comparison of a functional with its reference on molecules",
        description =
                """
                Solves the Kohn–Sham equations of each molecule twice, with the functional and with
                the reference, from the same superposition of atoms, and compares total energies,
                atomization and reaction energies, dipole moments, orbital energies, the densities
                themselves (∫|Δρ|) and the number of iterations. A molecule that does not converge
                with the functional counts as a failure and is left out of the means.
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
                            value = "Reactions between these molecules and their atoms.",
                            defaultValue = "[]",
                            example = "[\"CO + 3 H2 -> CH4 + H2O\"]")
                    List<String> reactions,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    Engine engine,
            @Describe(value = "Basis set of the Gaussian engine.", defaultValue = "def2-svp")
                    Source basis,
            @Describe(
                            value = "Level of the integration grid.",
                            defaultValue = "3",
                            min = 0,
                            max = 9)
                    int gridLevel,
            @Describe(value = "Whether to fit the density.", defaultValue = "false")
                    boolean densityFitting,
            @Describe("Box and cutoff of the plane-wave engine.") Optional<BoxInput> box) {}

    /** One molecule or atom. */
    public record Row(
            @Describe("Molecule or atom.") String molecule,
            @Describe("Whether both calculations converged.") boolean converged,
            @Describe(value = "Total energy.", unit = "Ha") double energy,
            @Describe(value = "Total energy with the reference.", unit = "Ha")
                    double referenceEnergy,
            @Describe(value = "Error of the total energy.", unit = "mHa") double energyError,
            @Describe(value = "Error of the atomization energy.", unit = "kcal/mol")
                    Optional<Double> atomizationError,
            @Describe(
                            value = "Length of the error of the dipole moment; Gaussian engine.",
                            unit = "D")
                    Optional<Double> dipoleError,
            @Describe(value = "Error of the highest occupied level.", unit = "mHa")
                    Optional<Double> homoError,
            @Describe(value = "∫|Δρ|.", unit = "e") double densityError,
            @Describe(value = "Iterations with the functional.", absolute = 2) int iterations,
            @Describe(value = "Iterations with the reference.", absolute = 2)
                    int referenceIterations) {}

    /** One reaction. */
    public record ReactionRow(
            @Describe("The reaction.") String reaction,
            @Describe(value = "Reaction energy.", unit = "kcal/mol") double energy,
            @Describe(value = "Reaction energy with the reference.", unit = "kcal/mol")
                    double referenceEnergy,
            @Describe(value = "Difference of the two.", unit = "kcal/mol") double error) {}

    /** Outputs. */
    public record Outputs(
            @Describe("Molecules, then their atoms.") List<Row> rows,
            @Describe("Reactions.") List<ReactionRow> reactions,
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
            @Describe(value = "Greatest number of iterations beyond the reference's.", absolute = 4)
                    int extraIterations,
            @Describe("Number of calculations that failed with the functional.") int failures,
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
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Functional functional = FunctionalInput.load(inputs.functional(), context);
        Functional reference = FunctionalInput.load(inputs.reference(), context);
        List<NamedMolecule> molecules = NamedMolecule.load(inputs.molecules(), context);
        List<Reaction> reactions = new ArrayList<>();
        for (String text : inputs.reactions()) {
            reactions.add(Reaction.parse(text));
        }
        List<NamedMolecule> systems = NamedMolecule.withAtoms(molecules);
        ValidationCheckpoint checkpoint = ValidationCheckpoint.load(context);
        List<Calculation> calculations =
                new Systems(
                                inputs.engine(),
                                inputs.basis(),
                                inputs.gridLevel(),
                                inputs.densityFitting(),
                                inputs.box(),
                                Optional.empty())
                        .calculations(systems, context);
        Comparison comparison = new Comparison(functional, reference, context);
        for (Calculation calculation : calculations) {
            if (!checkpoint.contains(calculation.name())) {
                context.checkCancelled();
                checkpoint.add(
                        calculation.name(),
                        comparison.compare(
                                calculation,
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
        for (NamedMolecule system : systems) {
            Comparison.Result result = results.get(system.name());
            energies.put(system.name(), result.energy());
            references.put(system.name(), result.referenceEnergy());
        }
        List<Row> rows = new ArrayList<>();
        for (NamedMolecule system : systems) {
            rows.add(row(system, results.get(system.name()), energies, references));
        }
        List<ReactionRow> reactionRows = new ArrayList<>();
        for (Reaction reaction : reactions) {
            reactionRows.add(reaction(reaction, energies, references));
        }
        List<Row> compared =
                rows.subList(0, molecules.size()).stream().filter(Row::converged).toList();
        Outputs outputs =
                new Outputs(
                        rows,
                        reactionRows,
                        mean(compared, row -> Math.abs(row.energyError())),
                        greatest(compared, row -> Math.abs(row.energyError())),
                        mean(
                                compared.stream()
                                        .filter(row -> row.atomizationError().isPresent())
                                        .toList(),
                                row -> Math.abs(row.atomizationError().orElseThrow())),
                        mean(reactionRows, row -> Math.abs(row.error())),
                        mean(compared, Row::densityError),
                        compared.stream()
                                .mapToInt(row -> row.iterations() - row.referenceIterations())
                                .max()
                                .orElse(0),
                        (int) rows.stream().filter(row -> !row.converged()).count(),
                        CsvTable.store(context, "validation.csv", rows));
        record(inputs.functional(), outputs, context);
        return outputs;
    }

    private static Row row(
            NamedMolecule system,
            Comparison.Result result,
            Map<String, Double> energies,
            Map<String, Double> references) {
        double atomization = system.atomization(energies) - system.atomization(references);
        return new Row(
                system.name(),
                result.converged(),
                finite(result.energy()),
                result.referenceEnergy(),
                finite(MILLI * (result.energy() - result.referenceEnergy())),
                system.isAtom() || !Double.isFinite(atomization)
                        ? Optional.empty()
                        : Optional.of(atomization * Constants.HARTREE_IN_KCAL_PER_MOL),
                result.dipoleError(),
                result.homoError().map(e -> MILLI * e),
                result.densityError(),
                result.iterations(),
                result.referenceIterations());
    }

    private static ReactionRow reaction(
            Reaction reaction, Map<String, Double> energies, Map<String, Double> references)
            throws TaskFailure {
        for (String species : reaction.coefficients().keySet()) {
            if (!references.containsKey(species)) {
                throw new TaskFailure(
                        "the reaction '"
                                + reaction.text()
                                + "' names "
                                + species
                                + ", which is not among the molecules");
            }
        }
        double energy = reaction.energy(energies) * Constants.HARTREE_IN_KCAL_PER_MOL;
        double reference = reaction.energy(references) * Constants.HARTREE_IN_KCAL_PER_MOL;
        return new ReactionRow(reaction.text(), energy, reference, energy - reference);
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

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private static <T> Optional<Double> mean(List<T> rows, ToDoubleFunction<T> value) {
        return optional(rows.stream().mapToDouble(value).average());
    }

    private static <T> Optional<Double> greatest(List<T> rows, ToDoubleFunction<T> value) {
        return optional(rows.stream().mapToDouble(value).max());
    }

    private static Optional<Double> optional(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
