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

/** Energies of molecules. */
@TaskInfo(
        name = "single-point",
        version = "1",
        title = "Kohn-Sham energies of molecules",
        description =
                """
                Solves the Kohn–Sham equations of each molecule at its geometry, with any
                functional, all electrons in a Gaussian basis set. If `atoms` is set, the ground
                states of all atoms that occur are calculated too, and atomization energies given.

                Finished molecules are kept when the task is interrupted.
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
            @Describe(value = NamedMolecule.SYNTAX, example = "[H2O, CO, O2]", min = 1)
                    List<Source> molecules,
            @Describe(
                            value = "Reference functional by name, or a functional's file.",
                            defaultValue = "PBE")
                    Source functional,
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
            @Describe(
                            value = "Whether to calculate the atoms and atomization energies too.",
                            defaultValue = "false")
                    boolean atoms) {}

    /** One molecule or atom. */
    public record Row(
            @Describe("Molecule or atom.") String molecule,
            @Describe(value = "Total energy.", unit = "Ha") double energy,
            @Describe(value = "Kinetic energy.", unit = "Ha") double kinetic,
            @Describe(value = "Attraction by the nuclei.", unit = "Ha") double nuclearAttraction,
            @Describe(value = "Repulsion of the density with itself.", unit = "Ha") double coulomb,
            @Describe(value = "Exchange-correlation energy.", unit = "Ha")
                    double exchangeCorrelation,
            @Describe(value = "Repulsion of the nuclei.", unit = "Ha") double nuclearRepulsion,
            @Describe(value = "Dipole moment x.", unit = "D") double dipoleX,
            @Describe(value = "Dipole moment y.", unit = "D") double dipoleY,
            @Describe(value = "Dipole moment z.", unit = "D") double dipoleZ,
            @Describe("⟨S²⟩.") double spinSquared,
            @Describe("Iterations of the self-consistent field.") int iterations,
            @Describe(value = "Atomization energy of a molecule.", unit = "kcal/mol")
                    Optional<Double> atomization) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Total energies by molecule, then by atom.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe(value = "Atomization energies by molecule.", unit = "Ha")
                    Map<String, Double> atomizationEnergies,
            @Describe("Molecules, then atoms.") List<Row> rows,
            @Describe("The rows as a table (CSV).") Artefact table) {}

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
        List<NamedMolecule> systems =
                inputs.atoms() ? NamedMolecule.withAtoms(molecules) : molecules;
        MolecularEngine engine =
                GaussianEngine.of(
                        inputs.basis(), inputs.gridLevel(), inputs.densityFitting(), context);
        List<MolecularEngine.Solution> solutions =
                new MoleculeBatch(engine, functional, false, context).solve(systems);
        Map<String, Double> energies = new LinkedHashMap<>();
        for (int i = 0; i < systems.size(); i++) {
            energies.put(systems.get(i).name(), solutions.get(i).energy());
        }
        Map<String, Double> atomization = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < systems.size(); i++) {
            NamedMolecule system = systems.get(i);
            Optional<Double> energy =
                    !inputs.atoms() || system.isAtom() || system.molecule().charge() != 0
                            ? Optional.empty()
                            : Optional.of(system.atomization(energies));
            energy.ifPresent(e -> atomization.put(system.name(), e));
            rows.add(row(system, solutions.get(i), energy));
        }
        return new Outputs(
                energies, atomization, rows, CsvTable.store(context, "energies.csv", rows));
    }

    private static Row row(
            NamedMolecule system, MolecularEngine.Solution solution, Optional<Double> atomization) {
        Map<String, Double> parts = solution.components();
        return new Row(
                system.name(),
                solution.energy(),
                parts.get("kinetic"),
                parts.get("nuclear-attraction"),
                parts.get("coulomb"),
                parts.get("exchange-correlation"),
                parts.get("nuclear-repulsion"),
                solution.dipole()[0],
                solution.dipole()[1],
                solution.dipole()[2],
                solution.spinSquared(),
                solution.iterations(),
                atomization.map(e -> e * Constants.HARTREE_IN_KCAL_PER_MOL));
    }
}
