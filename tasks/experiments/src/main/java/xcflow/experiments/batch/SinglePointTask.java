package xcflow.experiments.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.engine.Engine;
import xcflow.engine.Magnetism;
import xcflow.experiments.input.CrystalInput;
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

/** Energies of molecules and crystals. */
@TaskInfo(
        name = "single-point",
        version = "5",
        title = "Kohn-Sham energies of molecules and crystals",
        description =
                """
                Solves the Kohn–Sham equations of each molecule or crystal at its geometry, with any
                functional: in a Gaussian basis set with all electrons, those of the cores excepted
                that the set replaces by potentials; or valence electrons in plane waves, in which
                crystals can be calculated too. If `atoms` is set, the ground states
                of all atoms that occur in molecules are calculated as well, and atomization
                energies given. `reactions` between the systems have energies, too, and with reference
                values errors: barrier heights, isomerisations, ionisation potentials.

                What is finished is kept when the task is interrupted.
                """,
        example =
                """
                energies:
                  uses: single-point
                  with: {molecules: [H2O, CO, O2], functional: PBE, gaussian: {basis: def2-tzvp, grid-level: 4}}
                """)
public final class SinglePointTask
        implements Task<SinglePointTask.Inputs, SinglePointTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(value = NamedMolecule.SYNTAX, defaultValue = "[]", example = "[H2O, CO, O2]")
                    List<Source> molecules,
            @Describe(value = CrystalInput.SYNTAX, defaultValue = "[]", example = "[Si, NaCl]")
                    List<Source> crystals,
            @Describe(
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    @Formerly(value = "basis", now = "gaussian.basis")
                    @Formerly(value = "grid-level", now = "gaussian.grid-level")
                    @Formerly(value = "density-fitting", now = "gaussian.density-fitting")
                    @Formerly(value = "box", now = "planewave.box")
                    @Formerly(value = "crystal-settings", now = "planewave")
                    Selected<Engine> engine,
            @Describe(
                            value = "Whether to calculate the atoms and atomization energies too.",
                            defaultValue = "false")
                    boolean atoms,
            @Describe(
                            value =
                                    "Whether to calculate the forces on the atoms too, with an"
                                            + " engine that gives them.",
                            defaultValue = "false")
                    boolean forces,
            @Describe(
                            value = Reaction.SYNTAX,
                            defaultValue = "[]",
                            example =
                                    "[\"N2 + 3 H2 -> 2 NH3\", {reaction: \"HCN -> HNC\", energy:"
                                            + " 15.06}]")
                    List<Object> reactions) {}

    /** One molecule, crystal or atom. */
    public record Row(
            @Describe("Molecule, crystal or atom.") String system,
            @Describe(value = "Total energy; none if it did not converge.", unit = "Ha")
                    Optional<Double> energy,
            @Describe(
                            value = "Parts of it by name; which there are depends on the engine.",
                            unit = "Ha")
                    Map<String, Double> components,
            @Describe(value = "Dipole moment x, y, z; of molecules, Gaussian engine.", unit = "D")
                    Optional<List<Double>> dipole,
            @Describe(value = "⟨S²⟩.", absolute = 1e-6) Optional<Double> spinSquared,
            @Describe(value = "Iterations of the self-consistent field.", absolute = 2)
                    Optional<Integer> iterations,
            @Describe(value = "Atomization energy of a molecule.", unit = "kcal/mol")
                    Optional<Double> atomization,
            @Describe(
                            value =
                                    "Forces on the atoms, x, y and z of each in turn; none unless"
                                            + " asked for.",
                            unit = "Ha/bohr",
                            absolute = 1e-5)
                    List<Double> forces,
            @Describe(
                            value =
                                    "With spin, `total` moment of the cell and `absolute` moment"
                                            + " ∫ |ρ↑ − ρ↓|; plane-wave engine.",
                            unit = "µB",
                            absolute = 1e-3)
                    Map<String, Double> moments,
            @Describe(
                            value =
                                    "With spin, moments in the spheres about the atoms that reach"
                                            + " half-way to their nearest neighbours.",
                            unit = "µB",
                            absolute = 1e-3)
                    List<Double> siteMoments,
            @Describe("Why there is no result.") Optional<String> failure) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Total energies by molecule, crystal and atom.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe(value = "Atomization energies by molecule.", unit = "Ha")
                    Map<String, Double> atomizationEnergies,
            @Describe("Molecules, then crystals, then atoms.") List<Row> rows,
            @Describe("Energies of the reactions.") List<ReactionEnergy> reactions,
            @Describe("Errors of the reactions that have reference values, set by set.")
                    List<ReactionErrors> reactionErrors,
            @Describe("Why systems are missing from the energies, by name.")
                    Map<String, String> missing,
            @Describe(value = "The reactions as a table (CSV), if there are any.", absolute = 1e-4)
                    Optional<Artefact> reactionTable,
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
                .molecules("molecules")
                .crystals("crystals")
                .engine("engine")
                .reactions("reactions")
                .systems();
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> former = FormerInputs.named(inputs);
        former.remove("forces", false);
        former.remove("reactions", List.of());
        return former;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        List<NamedMolecule> molecules = NamedMolecule.load(inputs.molecules(), context);
        List<NamedMolecule> all = inputs.atoms() ? NamedMolecule.withAtoms(molecules) : molecules;
        List<NamedMolecule> atoms = all.subList(molecules.size(), all.size());
        Systems systems = Systems.of(inputs.engine(), context, functional);
        if (inputs.forces()) {
            systems.requireForces();
        }
        List<Structure> structures =
                new ArrayList<>(systems.structures(molecules, inputs.crystals()));
        structures.addAll(systems.molecules(atoms));
        List<Reaction> reactions = Reaction.all(inputs.reactions());
        List<String> names = structures.stream().map(Structure::name).toList();
        for (Reaction reaction : reactions) {
            reaction.requireKnown(names);
        }
        CalculationBatch.Results results =
                new CalculationBatch(
                                systems,
                                functional,
                                inputs.forces() ? Set.of(CalculationBatch.Wanted.FORCES) : Set.of())
                        .solve(structures);
        MissingSystems.warn(
                results.missing(), structures.size(), "and are left out of the energies", context);
        Map<String, Double> energies = new LinkedHashMap<>();
        results.converged()
                .forEach((name, result) -> energies.put(name, result.solution().energy()));
        Map<String, Double> atomization = new LinkedHashMap<>();
        if (inputs.atoms()) {
            for (NamedMolecule m : molecules) {
                double energy = m.atomization(energies);
                if (!m.isAtom() && m.molecule().charge() == 0 && Double.isFinite(energy)) {
                    atomization.put(m.name(), energy);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Structure structure : structures) {
            String name = structure.name();
            String failure = results.missing().get(name);
            rows.add(
                    failure == null
                            ? row(
                                    name,
                                    results.converged().get(name).solution(),
                                    atomization.get(name))
                            : failed(name, failure));
        }
        List<ReactionEnergy> reactionRows = ReactionEnergy.of(reactions, energies);
        return new Outputs(
                energies,
                atomization,
                rows,
                reactionRows,
                ReactionErrors.of(reactions, energies),
                results.missing(),
                reactionRows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(CsvTable.store(context, "reactions.csv", reactionRows)),
                CsvTable.store(context, "energies.csv", rows));
    }

    private static Row row(String name, Solved solution, Double atomization) {
        return new Row(
                name,
                Optional.of(solution.energy()),
                solution.components(),
                solution.dipole(),
                Optional.of(solution.spinSquared()),
                Optional.of(solution.iterations()),
                Optional.ofNullable(atomization).map(e -> e * Constants.HARTREE_IN_KCAL_PER_MOL),
                solution.forces(),
                solution.magnetism()
                        .map(m -> Map.of("total", m.total(), "absolute", m.absolute()))
                        .orElse(Map.of()),
                solution.magnetism().map(Magnetism::sites).orElse(List.of()),
                Optional.empty());
    }

    private static Row failed(String name, String reason) {
        return new Row(
                name,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                Optional.of(reason));
    }
}
