package xcflow.experiments.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import xcflow.experiments.input.BasisInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.output.CsvTable;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisException;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.correlated.CorrelatedEnergy;
import xcflow.gaussian.correlated.CorrelatedMethod;
import xcflow.gaussian.correlated.CorrelationException;
import xcflow.gaussian.correlated.WrongCorrelationException;
import xcflow.numerics.Constants;
import xcflow.numerics.Workers;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Reference energies of molecules beyond density functionals. */
@TaskInfo(
        name = "correlated-energies",
        version = "5",
        title = "Hartree-Fock, MP2 and coupled-cluster energies of molecules",
        description =
                """
                Total energies of small molecules by Hartree–Fock, MP2, CCSD or CCSD(T), all electrons
                or with frozen cores, and their atomization energies against the ground states of
                the atoms by the same method. Closed shells are restricted, open shells
                unrestricted.

                Finished molecules are kept when the task is interrupted.
                """,
        example =
                """
                reference:
                  uses: correlated-energies
                  with: {molecules: [H2O, NH3, CH4], basis: cc-pvdz, method: ccsd(t)}
                """)
public final class CorrelatedEnergiesTask
        implements Task<CorrelatedEnergiesTask.Inputs, CorrelatedEnergiesTask.Outputs> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Inputs. */
    public record Inputs(
            @Describe(value = NamedMolecule.SYNTAX, example = "[H2O, CH2-trip]", min = 1)
                    List<Source> molecules,
            @Describe(
                            value = "Bundled basis set by name, or a Gaussian-94 file.",
                            defaultValue = "cc-pvdz",
                            example = "cc-pvtz")
                    Source basis,
            @Describe(
                            value = "Method.",
                            defaultValue = "ccsd(t)",
                            allowed = {"hf", "mp2", "ccsd", "ccsd(t)"})
                    String method,
            @Describe(
                            value =
                                    "Leave the orbitals of the noble-gas core of each atom"
                                            + " uncorrelated.",
                            defaultValue = "false")
                    boolean frozenCore,
            @Describe(
                            value =
                                    "Compute the atoms too, and atomization energies of neutral molecules.",
                            defaultValue = "true")
                    boolean atomization) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "One row for each molecule and atom (CSV).", absolute = 1e-7)
                    Artefact table,
            @Describe(value = "Total energies by molecule, then by atom.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe(value = "Atomization energies of the neutral molecules.", unit = "Ha")
                    Map<String, Double> atomizationEnergies,
            @Describe("Why molecules or atoms are missing from the energies, by name.")
                    Map<String, String> missing) {}

    /**
     * A row of the table; also what a checkpoint keeps of a finished molecule.
     *
     * @param energyHa total energy of the method; null if it could not be had
     * @param failure why it could not; null if it could
     */
    record Row(
            String molecule,
            String formula,
            int charge,
            int unpaired,
            int functions,
            Double energyHa,
            Double hartreeFockHa,
            Double mp2CorrelationHa,
            Double ccsdCorrelationHa,
            Double triplesHa,
            Double spinSquared,
            Double atomizationKcalPerMol,
            String failure) {

        Row withAtomization(double hartree) {
            return new Row(
                    molecule,
                    formula,
                    charge,
                    unpaired,
                    functions,
                    energyHa,
                    hartreeFockHa,
                    mp2CorrelationHa,
                    ccsdCorrelationHa,
                    triplesHa,
                    spinSquared,
                    hartree * Constants.HARTREE_IN_KCAL_PER_MOL,
                    failure);
        }
    }

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
        new InputCheck(inputs).molecules("molecules").basis("basis");
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Map<String, Molecule> systems = systems(inputs, context);
        BasisSet set = basisSet(inputs.basis(), systems, context);
        CorrelatedMethod method = CorrelatedMethod.of(inputs.method());
        Map<String, Row> rows = resume(context);
        int done = 0;
        try (Workers workers = new Workers(context.threads())) {
            for (Map.Entry<String, Molecule> system : systems.entrySet()) {
                String name = system.getKey();
                if (!rows.containsKey(name)) {
                    double fraction = (double) done / systems.size();
                    CorrelatedEnergy.Listener listener =
                            message -> {
                                context.checkCancelled();
                                context.progress(fraction, name + ": " + message);
                            };
                    Basis basis = Basis.of(system.getValue(), set);
                    try {
                        CorrelatedEnergy energy =
                                CorrelatedEnergy.of(
                                        basis, method, inputs.frozenCore(), workers, listener);
                        rows.put(name, row(name, basis, energy));
                        context.log().info("{}: {} Ha", name, energy.total());
                        energy.warnings()
                                .forEach(w -> context.warn(w.code(), name + ": " + w.text()));
                    } catch (WrongCorrelationException e) {
                        throw new TaskFailure(name + ": " + e.getMessage());
                    } catch (CorrelationException e) {
                        rows.put(name, failed(name, basis, e.getMessage()));
                    }
                    context.saveCheckpoint(out -> out.write(JSON.writeValueAsBytes(rows)));
                }
                done++;
            }
        } catch (BasisException e) {
            throw new TaskFailure(e.getMessage());
        }
        return outputs(inputs, systems, rows, context);
    }

    /** The molecules asked for, then the atoms they consist of. */
    private static Map<String, Molecule> systems(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        List<NamedMolecule> molecules = NamedMolecule.load(inputs.molecules(), context);
        Map<String, Molecule> systems = new LinkedHashMap<>();
        for (NamedMolecule named : molecules) {
            if (systems.put(named.name(), named.molecule()) != null) {
                throw new TaskFailure("the molecule " + named.name() + " is listed twice");
            }
        }
        if (inputs.atomization()) {
            List<NamedMolecule> neutral =
                    molecules.stream().filter(named -> named.molecule().charge() == 0).toList();
            for (NamedMolecule atom : NamedMolecule.atomsOf(neutral)) {
                systems.putIfAbsent(atom.name(), atom.molecule());
            }
        }
        return systems;
    }

    /** The basis set; refused before anything runs if an element is missing. */
    private static BasisSet basisSet(
            Source source, Map<String, Molecule> systems, TaskContext context)
            throws TaskFailure, IOException {
        BasisSet set = BasisInput.load(source, context::file);
        try {
            for (Molecule molecule : systems.values()) {
                molecule.atoms().forEach(atom -> set.requireCore(atom.element()));
            }
            return set;
        } catch (BasisException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    private static Row row(String name, Basis basis, CorrelatedEnergy energy) {
        Molecule molecule = basis.molecule();
        return new Row(
                name,
                molecule.formula(),
                molecule.charge(),
                molecule.unpaired(),
                basis.count(),
                energy.total(),
                energy.hartreeFock(),
                box(energy.mp2()),
                box(energy.ccsd()),
                box(energy.triples()),
                energy.spinSquared(),
                null,
                null);
    }

    private static Row failed(String name, Basis basis, String reason) {
        Molecule molecule = basis.molecule();
        return new Row(
                name,
                molecule.formula(),
                molecule.charge(),
                molecule.unpaired(),
                basis.count(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                reason);
    }

    private static Double box(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Map<String, Row> resume(TaskContext context) throws IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return new LinkedHashMap<>();
        }
        try (InputStream in = checkpoint.get()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Row>>() {});
        }
    }

    private static Outputs outputs(
            Inputs inputs,
            Map<String, Molecule> systems,
            Map<String, Row> rows,
            TaskContext context)
            throws IOException, NotConverged {
        Map<String, Double> energies = new LinkedHashMap<>();
        Map<String, Double> atomization = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (String name : systems.keySet()) {
            Row row = rows.get(name);
            if (row.failure() == null) {
                energies.put(name, row.energyHa());
            } else {
                missing.put(name, row.failure());
            }
        }
        if (energies.isEmpty()) {
            throw new NotConverged(String.join("; ", missing.values()));
        }
        NotConverged.warn(missing, systems.size(), "and are left out of the energies", context);
        if (inputs.atomization()) {
            systems.forEach(
                    (name, molecule) -> {
                        if (molecule.charge() == 0 && molecule.atoms().size() > 1) {
                            double energy = -energies.getOrDefault(name, Double.NaN);
                            for (Atom atom : molecule.atoms()) {
                                energy +=
                                        energies.getOrDefault(atom.element().symbol(), Double.NaN);
                            }
                            if (Double.isFinite(energy)) {
                                atomization.put(name, energy);
                            }
                        }
                    });
        }
        List<Row> table =
                systems.keySet().stream()
                        .map(
                                name ->
                                        atomization.containsKey(name)
                                                ? rows.get(name)
                                                        .withAtomization(atomization.get(name))
                                                : rows.get(name))
                        .toList();
        return new Outputs(
                CsvTable.store(context, "correlated-energies.csv", table),
                energies,
                atomization,
                missing);
    }
}
