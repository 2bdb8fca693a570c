package xcflow.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.numerics.Constants;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;

/** Energies of molecules and crystals. */
@TaskInfo(
        name = "single-point",
        version = "4",
        title = "Kohn-Sham energies of molecules and crystals",
        description =
                """
                Solves the Kohn–Sham equations of each molecule or crystal at its geometry, with any
                functional: all electrons in a Gaussian basis set, or valence electrons in plane
                waves, in which crystals can be calculated too. If `atoms` is set, the ground states
                of all atoms that occur in molecules are calculated as well, and atomization
                energies given.

                What is finished is kept when the task is interrupted.
                """,
        example =
                """
                energies:
                  uses: single-point
                  with: {molecules: [H2O, CO, O2], functional: PBE, basis: def2-tzvp, grid-level: 4}
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
                    Engine engine,
            @Describe(
                            value =
                                    "Basis set: a bundled one, or a file in the Gaussian-94 format.",
                            defaultValue = "def2-svp")
                    Source basis,
            @Describe(
                            value = "Level of the integration grid.",
                            defaultValue = "3",
                            min = 0,
                            max = 9)
                    int gridLevel,
            @Describe(
                            value = "Whether to fit the density in the Coulomb energy.",
                            defaultValue = "false")
                    boolean densityFitting,
            @Describe("Box and cutoff of molecules in plane waves.") Optional<BoxInput> box,
            @Describe("How crystals are calculated where not as recommended.")
                    Optional<CrystalSettingsInput> crystalSettings,
            @Describe(
                            value = "Whether to calculate the atoms and atomization energies too.",
                            defaultValue = "false")
                    boolean atoms) {}

    /** One molecule, crystal or atom. */
    public record Row(
            @Describe("Molecule, crystal or atom.") String system,
            @Describe(value = "Total energy.", unit = "Ha") double energy,
            @Describe(
                            value = "Parts of it by name; which there are depends on the engine.",
                            unit = "Ha")
                    Map<String, Double> components,
            @Describe(value = "Dipole moment x, y, z; of molecules, Gaussian engine.", unit = "D")
                    Optional<List<Double>> dipole,
            @Describe(value = "⟨S²⟩.", absolute = 1e-6) double spinSquared,
            @Describe(value = "Iterations of the self-consistent field.", absolute = 2)
                    int iterations,
            @Describe(value = "Atomization energy of a molecule.", unit = "kcal/mol")
                    Optional<Double> atomization) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Total energies by molecule, crystal and atom.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe(value = "Atomization energies by molecule.", unit = "Ha")
                    Map<String, Double> atomizationEnergies,
            @Describe("Molecules, then crystals, then atoms.") List<Row> rows,
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
        List<NamedMolecule> molecules = NamedMolecule.load(inputs.molecules(), context);
        List<NamedMolecule> all = inputs.atoms() ? NamedMolecule.withAtoms(molecules) : molecules;
        List<NamedMolecule> atoms = all.subList(molecules.size(), all.size());
        Systems systems =
                new Systems(
                        inputs.engine(),
                        inputs.basis(),
                        inputs.gridLevel(),
                        inputs.densityFitting(),
                        inputs.box(),
                        inputs.crystalSettings());
        List<Calculation> calculations =
                new ArrayList<>(systems.calculations(molecules, inputs.crystals(), context));
        calculations.addAll(systems.calculations(atoms, context));
        List<CalculationBatch.Result> results =
                new CalculationBatch(functional, false, context).solve(calculations);
        Map<String, Double> energies = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            energies.put(calculations.get(i).name(), results.get(i).solution().energy());
        }
        Map<String, Double> atomization = new LinkedHashMap<>();
        if (inputs.atoms()) {
            molecules.stream()
                    .filter(m -> !m.isAtom() && m.molecule().charge() == 0)
                    .forEach(m -> atomization.put(m.name(), m.atomization(energies)));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            String name = calculations.get(i).name();
            rows.add(row(name, results.get(i).solution(), atomization.get(name)));
        }
        return new Outputs(
                energies, atomization, rows, CsvTable.store(context, "energies.csv", rows));
    }

    private static Row row(String name, Solution solution, Double atomization) {
        return new Row(
                name,
                solution.energy(),
                solution.components(),
                solution.dipole(),
                solution.spinSquared(),
                solution.iterations(),
                Optional.ofNullable(atomization).map(e -> e * Constants.HARTREE_IN_KCAL_PER_MOL));
    }
}
