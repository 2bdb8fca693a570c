package xcflow.experiments.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import xcflow.engine.Correlation;
import xcflow.engine.Engine;
import xcflow.engine.NotConverged;
import xcflow.engine.Resources;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.input.Reaction;
import xcflow.experiments.output.CsvTable;
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
import xcflow.structure.Structure;
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
                  with: {molecules: [H2O, NH3, CH4], gaussian: {basis: cc-pvdz}, method: ccsd(t)}
                """)
public final class CorrelatedEnergiesTask
        implements Task<CorrelatedEnergiesTask.Inputs, CorrelatedEnergiesTask.Outputs> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Inputs. */
    public record Inputs(
            @Describe(value = NamedMolecule.SYNTAX, example = "[H2O, CH2-trip]", min = 1)
                    List<Source> molecules,
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
                    boolean atomization,
            @Describe(
                            value = "What solves the equations.",
                            defaultValue = "{engine: gaussian, gaussian: {basis: cc-pvdz}}")
                    @Formerly(value = "basis", now = "gaussian.basis")
                    Selected<Engine> engine,
            @Describe(value = Reaction.SYNTAX, defaultValue = "[]") List<Object> reactions) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "One row for each molecule and atom (CSV).", absolute = 1e-7)
                    Artefact table,
            @Describe(value = "Total energies by molecule, then by atom.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe(value = "Atomization energies of the neutral molecules.", unit = "Ha")
                    Map<String, Double> atomizationEnergies,
            @Describe("Energies of the reactions.") List<ReactionEnergy> reactions,
            @Describe("Errors of the reactions that have reference values, set by set.")
                    List<ReactionErrors> reactionErrors,
            @Describe("Why molecules or atoms are missing from the energies, by name.")
                    Map<String, String> missing) {}

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
        new InputCheck(inputs).molecules("molecules").engine("engine").reactions("reactions");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> former = FormerInputs.basis(inputs);
        former.remove("reactions", List.of());
        return former;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Map<String, Molecule> systems = systems(inputs, context);
        List<Reaction> reactions = Reaction.all(inputs.reactions());
        for (Reaction reaction : reactions) {
            reaction.requireKnown(systems.keySet());
        }
        Correlation correlation = correlation(inputs, systems, context);
        Map<String, CorrelatedRow> rows = resume(context);
        int done = 0;
        for (Map.Entry<String, Molecule> system : systems.entrySet()) {
            String name = system.getKey();
            if (!rows.containsKey(name)) {
                double fraction = (double) done / systems.size();
                Consumer<String> progress =
                        message -> {
                            context.checkCancelled();
                            context.progress(fraction, name + ": " + message);
                        };
                try (Correlation.Equations equations =
                        correlation.prepare(
                                new Structure.OfMolecule(name, system.getValue()),
                                inputs.engine().settings(),
                                new Resources(context.threads(), context::file))) {
                    rows.put(
                            name,
                            row(system.getValue(), name, equations, inputs, progress, context));
                }
                context.saveCheckpoint(out -> out.write(JSON.writeValueAsBytes(rows)));
            }
            done++;
        }
        return outputs(inputs, systems, reactions, rows, context);
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

    /** What computes the energies; refused before anything runs if it cannot. */
    private static Correlation correlation(
            Inputs inputs, Map<String, Molecule> systems, TaskContext context)
            throws TaskFailure, IOException {
        Engine engine = inputs.engine().plugin();
        Correlation correlation =
                engine.correlation()
                        .orElseThrow(
                                () ->
                                        new TaskFailure(
                                                "the engine "
                                                        + engine.name()
                                                        + " has no correlated methods"));
        engine.check(inputs.engine().settings(), context::file);
        for (Map.Entry<String, Molecule> system : systems.entrySet()) {
            correlation
                    .prepare(
                            new Structure.OfMolecule(system.getKey(), system.getValue()),
                            inputs.engine().settings(),
                            new Resources(1, context::file))
                    .close();
        }
        return correlation;
    }

    private static CorrelatedRow row(
            Molecule molecule,
            String name,
            Correlation.Equations equations,
            Inputs inputs,
            Consumer<String> progress,
            TaskContext context)
            throws TaskFailure {
        try {
            Correlation.Energies energy =
                    equations.solve(inputs.method(), inputs.frozenCore(), progress);
            context.log().info("{}: {} Ha", name, energy.total());
            energy.warnings().forEach(w -> context.warn(w.code(), name + ": " + w.text()));
            return row(name, molecule, equations.functions(), energy);
        } catch (NotConverged e) {
            return failed(name, molecule, equations.functions(), e.getMessage());
        }
    }

    private static CorrelatedRow row(
            String name, Molecule molecule, int functions, Correlation.Energies energy) {
        return new CorrelatedRow(
                name,
                molecule.formula(),
                molecule.charge(),
                molecule.unpaired(),
                functions,
                energy.total(),
                energy.hartreeFock(),
                box(energy.mp2()),
                box(energy.ccsd()),
                box(energy.triples()),
                energy.spinSquared(),
                null,
                null);
    }

    private static CorrelatedRow failed(
            String name, Molecule molecule, int functions, String reason) {
        return new CorrelatedRow(
                name,
                molecule.formula(),
                molecule.charge(),
                molecule.unpaired(),
                functions,
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

    private static Map<String, CorrelatedRow> resume(TaskContext context) throws IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return new LinkedHashMap<>();
        }
        try (InputStream in = checkpoint.get()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return JSON.readValue(
                    text, new TypeReference<LinkedHashMap<String, CorrelatedRow>>() {});
        }
    }

    private static Outputs outputs(
            Inputs inputs,
            Map<String, Molecule> systems,
            List<Reaction> reactions,
            Map<String, CorrelatedRow> rows,
            TaskContext context)
            throws IOException, NotConverged {
        Map<String, Double> energies = new LinkedHashMap<>();
        Map<String, Double> atomization = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (String name : systems.keySet()) {
            CorrelatedRow row = rows.get(name);
            if (row.failure() == null) {
                energies.put(name, row.energyHa());
            } else {
                missing.put(name, row.failure());
            }
        }
        if (energies.isEmpty()) {
            throw new NotConverged(String.join("; ", missing.values()));
        }
        MissingSystems.warn(missing, systems.size(), "and are left out of the energies", context);
        if (inputs.atomization()) {
            systems.forEach(
                    (name, molecule) -> {
                        if (molecule.charge() == 0 && molecule.nuclei().size() > 1) {
                            double energy = -energies.getOrDefault(name, Double.NaN);
                            for (Atom atom : molecule.nuclei()) {
                                energy +=
                                        energies.getOrDefault(atom.element().symbol(), Double.NaN);
                            }
                            if (Double.isFinite(energy)) {
                                atomization.put(name, energy);
                            }
                        }
                    });
        }
        List<CorrelatedRow> table =
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
                ReactionEnergy.of(reactions, energies),
                ReactionErrors.of(reactions, energies),
                missing);
    }
}
