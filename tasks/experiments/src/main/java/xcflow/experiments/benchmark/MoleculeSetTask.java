package xcflow.experiments.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.numerics.text.TextException;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;
import xcflow.structure.benchmark.BundledSets;
import xcflow.structure.benchmark.MoleculeSet;
import xcflow.structure.benchmark.MoleculeSets;
import xcflow.structure.benchmark.SetReaction;
import xcflow.structure.molecule.Molecule;

/** Molecules and reactions of benchmark sets, bundled ones or in a folder of the user. */
@TaskInfo(
        name = "molecule-set",
        version = "1",
        title = "Molecules and reactions of benchmark sets, bundled or in a folder",
        description =
                """
                Reads benchmark sets as GMTKN55 has them: a folder for each set with the list of its
                reactions (`.res`, or a `.din` file), and in it a folder for each system with
                `struc.xyz` or `coord`, the charge in `.CHRG` and the number of unpaired electrons
                in `.UHF`. The molecules and reactions are inputs of `single-point`, `scf-validate`,
                `correlated-energies` and `fine-tune`. The folder belongs to the cache key with the
                content of all its files; its path ends with `/`. Without a folder it is the bundled
                BH76, whose systems are called as everywhere else, `BH76.hclhts`.
                """,
        example =
                """
                barriers:
                  uses: molecule-set
                  with: {sets: [BH76], reactions: [hclhts, RKT06, h + n2 -> hn2ts]}
                energies:
                  uses: single-point
                  with:
                    molecules: ${{ steps.barriers.molecules }}
                    reactions: ${{ steps.barriers.reactions }}
                """)
public final class MoleculeSetTask
        implements Task<MoleculeSetTask.Inputs, MoleculeSetTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(
                            value =
                                    "Folder of one or more sets, with `/` at the end, or a ZIP"
                                            + " archive of one; without one, the bundled sets.",
                            example = "GMTKN55/")
                    Optional<Artefact> folder,
            @Describe(
                            value = "Names of the sets; without any, all of them.",
                            defaultValue = "[]",
                            example = "[BH76, W4-11]")
                    List<String> sets,
            @Describe(
                            value = "Leave out reactions with a system of more atoms.",
                            min = 1,
                            example = "4")
                    Optional<Integer> mostAtoms,
            @Describe(
                            value =
                                    "The reactions to take, of one set: by name, or by that of a"
                                            + " system to which they lead, such as a transition"
                                            + " state; without any, all.",
                            min = 1,
                            example = "[hclhts, h + n2 -> hn2ts]")
                    Optional<List<String>> reactions) {}

    /** A reaction, as other tasks take it. */
    public record Row(
            @Describe("The reaction, with the names of the systems.") String name,
            @Describe("The set that it belongs to.") String set,
            @Describe("Coefficient of each system's total energy.")
                    Map<String, Double> coefficients,
            @Describe(value = "Reference value.", unit = "kcal/mol") double energy) {}

    /** A system. */
    public record SystemRow(
            @Describe("Its name in reactions.") String name,
            @Describe("The set that it belongs to.") String set,
            @Describe("Its formula.") String formula,
            @Describe("Number of atoms.") int atoms,
            @Describe("Total charge.") int charge,
            @Describe("Number of unpaired electrons.") int unpaired) {}

    /** Outputs. */
    public record Outputs(
            @Describe("The molecules (XYZ), for other steps.") List<Artefact> molecules,
            @Describe("The reactions, for other steps.") List<Row> reactions,
            @Describe("What the molecules are.") List<SystemRow> systems,
            @Describe("Number of reactions by set.") Map<String, Integer> sets) {}

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
        Map<String, Object> values = inputs.values();
        if (!(values.get("sets") instanceof List<?> sets)
                || !sets.stream().allMatch(String.class::isInstance)) {
            return;
        }
        List<String> names = sets.stream().map(String.class::cast).toList();
        // All geometries of a whole collection would take too long.
        if (values.get("folder") instanceof Artefact folder) {
            if (!names.isEmpty()) {
                new InputCheck(inputs)
                        .files("folder", path -> MoleculeSets.read(path, folder.name(), names));
            }
        } else if (!inputs.names().contains("folder")) {
            new InputCheck(inputs)
                    .texts("sets", name -> BundledSets.read(List.of(name)))
                    .texts("reactions", name -> one(BundledSets.read(names)).only(List.of(name)));
        }
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws TaskFailure, IOException {
        List<MoleculeSet> sets = read(inputs, context);
        boolean prefixed = sets.size() > 1 || inputs.folder().isEmpty();
        List<Artefact> molecules = new ArrayList<>();
        List<Row> reactions = new ArrayList<>();
        List<SystemRow> systems = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (MoleculeSet set : sets) {
            String prefix = prefixed ? set.name() + "." : "";
            for (var system : set.systems().entrySet()) {
                context.checkCancelled();
                String name = prefix + system.getKey();
                Molecule molecule = system.getValue();
                molecules.add(new NamedMolecule(name, molecule).store(name + ".xyz", context));
                systems.add(
                        new SystemRow(
                                name,
                                set.name(),
                                molecule.formula(),
                                molecule.atoms().size(),
                                molecule.charge(),
                                molecule.unpaired()));
            }
            for (SetReaction reaction : set.reactions()) {
                Map<String, Double> coefficients = new LinkedHashMap<>();
                reaction.coefficients()
                        .forEach((system, value) -> coefficients.put(prefix + system, value));
                reactions.add(
                        new Row(reaction.name(), set.name(), coefficients, reaction.energy()));
            }
            counts.put(set.name(), set.reactions().size());
        }
        if (reactions.isEmpty()) {
            throw new TaskFailure(
                    "no reaction has only systems of up to "
                            + inputs.mostAtoms().orElse(0)
                            + " atoms");
        }
        return new Outputs(molecules, reactions, systems, counts);
    }

    private static List<MoleculeSet> read(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        try {
            List<MoleculeSet> sets =
                    inputs.folder().isEmpty()
                            ? BundledSets.read(inputs.sets())
                            : MoleculeSets.read(
                                    context.file(inputs.folder().get()),
                                    inputs.folder().get().name(),
                                    inputs.sets());
            if (inputs.reactions().isPresent()) {
                sets = List.of(one(sets).only(inputs.reactions().get()));
            }
            return sets.stream().map(set -> inputs.mostAtoms().map(set::upTo).orElse(set)).toList();
        } catch (TextException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    private static MoleculeSet one(List<MoleculeSet> sets) throws TaskFailure {
        if (sets.size() != 1) {
            throw new TaskFailure(
                    "reactions are chosen from one set: name it under 'sets', of "
                            + sets.stream()
                                    .map(MoleculeSet::name)
                                    .collect(Collectors.joining(", ")));
        }
        return sets.get(0);
    }
}
