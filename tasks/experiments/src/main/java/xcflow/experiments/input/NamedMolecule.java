package xcflow.experiments.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.engine.InputFiles;
import xcflow.numerics.Element;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.MoleculeException;
import xcflow.structure.molecule.Molecules;

/**
 * A molecule as input of tasks.
 *
 * @param name for tables and plots
 */
public record NamedMolecule(String name, Molecule molecule) {

    /** What the documentation of a list of molecules says. */
    public static final String SYNTAX =
            "Molecules by name (`H2O`, a species of W4-11), inline (`O 0 0 0; H 0 0 0.97;"
                    + " unpaired=1`, ångström) or as XYZ files (`{file: …}`).";

    /**
     * The molecules of an input; their geometries become an artefact.
     *
     * @throws TaskFailure if a molecule is unknown or impossible
     */
    public static List<NamedMolecule> load(List<Source> sources, TaskContext context)
            throws TaskFailure, IOException {
        List<NamedMolecule> molecules = new ArrayList<>();
        for (Source source : sources) {
            molecules.add(load(source, context::file));
        }
        Geometries.store(molecules, context);
        return molecules;
    }

    /** As {@link #load(List, TaskContext)} for one molecule. */
    public static NamedMolecule load(Source source, InputFiles files)
            throws TaskFailure, IOException {
        try {
            if (source instanceof Artefact artefact) {
                return new NamedMolecule(
                        artefact.name().replaceAll("\\.[^.]*$", ""),
                        Molecules.file(files.file(artefact), artefact.name()));
            }
            String text = source.toString();
            if (Molecules.isXyzFile(text)) {
                throw new TaskFailure(
                        "write the XYZ file "
                                + text
                                + " as {file: "
                                + text
                                + "}, so that its content belongs to the inputs");
            }
            return new NamedMolecule(text, Molecules.parse(text));
        } catch (MoleculeException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    /** Its geometry as an XYZ file, which may be the input of another task. */
    public Artefact store(String file, TaskContext context) throws IOException {
        return Geometries.store(this, file, context);
    }

    /** For calculations. */
    public Structure structure() {
        return new Structure.OfMolecule(name, molecule);
    }

    /** Whether this is a single atom. */
    public boolean isAtom() {
        return molecule.nuclei().size() == 1;
    }

    /** Ground-state atoms of all elements that occur, each once, in the order of occurrence. */
    public static List<NamedMolecule> atomsOf(List<NamedMolecule> molecules) {
        Map<Element, NamedMolecule> atoms = new LinkedHashMap<>();
        for (NamedMolecule named : molecules) {
            named.molecule()
                    .nuclei()
                    .forEach(
                            atom ->
                                    atoms.computeIfAbsent(
                                            atom.element(),
                                            element ->
                                                    new NamedMolecule(
                                                            element.symbol(),
                                                            Molecules.named(element.symbol()))));
        }
        return List.copyOf(atoms.values());
    }

    /** The molecules, then those of their ground-state atoms that are not among them already. */
    public static List<NamedMolecule> withAtoms(List<NamedMolecule> molecules) {
        List<NamedMolecule> all = new ArrayList<>(molecules);
        atomsOf(molecules).stream()
                .filter(atom -> molecules.stream().noneMatch(m -> m.name().equals(atom.name())))
                .forEach(all::add);
        return all;
    }

    /**
     * Sum over the atoms minus the molecule.
     *
     * @param energies by name, atoms under their symbols; NaN where something failed
     */
    public double atomization(Map<String, Double> energies) {
        double sum = -energies.getOrDefault(name, Double.NaN);
        for (var atom : molecule.nuclei()) {
            sum += energies.getOrDefault(atom.element().symbol(), Double.NaN);
        }
        return sum;
    }
}
