package xcflow.experiments.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.Constants;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * The positions of atoms behind the names of molecules, as an XYZ file among the artefacts of an
 * execution: a lineage then says which geometries were used, whatever a name stands for later.
 */
final class Geometries {
    /** By this a lineage knows the file among the others. */
    static final String MEDIA_TYPE = "chemical/x-xyz";

    private Geometries() {}

    /** Stores the molecules, one after the other; nothing if there are none. */
    static void store(List<NamedMolecule> molecules, TaskContext context) throws IOException {
        if (!molecules.isEmpty()) {
            byte[] text = xyz(molecules).getBytes(StandardCharsets.UTF_8);
            context.store("molecules.xyz", MEDIA_TYPE, out -> out.write(text));
        }
    }

    /** Stores one molecule as a result, which may be the input of another task. */
    static Artefact store(NamedMolecule molecule, String file, TaskContext context)
            throws IOException {
        byte[] text = xyz(List.of(molecule)).getBytes(StandardCharsets.UTF_8);
        return context.store(file, MEDIA_TYPE, out -> out.write(text));
    }

    /** Stores a crystal as a result, as extended XYZ, which may be the input of another task. */
    static Artefact store(Crystal crystal, String file, TaskContext context) throws IOException {
        byte[] text = extended(crystal).getBytes(StandardCharsets.UTF_8);
        return context.store(file, MEDIA_TYPE, out -> out.write(text));
    }

    private static String extended(Crystal crystal) {
        StringBuilder text = new StringBuilder();
        text.append(crystal.sites().size()).append("\nLattice=\"");
        String separator = "";
        for (double[] row : crystal.lattice().rows()) {
            for (double component : row) {
                text.append(separator).append(length(component));
                separator = " ";
            }
        }
        text.append("\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n");
        for (Site site : crystal.sites()) {
            double[] at = crystal.lattice().cartesian(site.fractional());
            text.append(String.format(Locale.ROOT, "%-2s", site.element().symbol()));
            for (double component : at) {
                text.append(' ').append(length(component));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String length(double bohr) {
        // Nothing is left of the sign of what is zero.
        return String.format(Locale.ROOT, "%.10f", bohr * Constants.BOHR_IN_ANGSTROM + 0.0);
    }

    /** Frames of an XYZ file, in ångström. */
    static String xyz(List<NamedMolecule> molecules) {
        StringBuilder text = new StringBuilder();
        for (NamedMolecule named : molecules) {
            Molecule molecule = named.molecule();
            text.append(molecule.atoms().size()).append('\n');
            text.append(comment(named.name()))
                    .append(" charge=")
                    .append(molecule.charge())
                    .append(" unpaired=")
                    .append(molecule.unpaired())
                    .append('\n');
            molecule.atoms().forEach(atom -> text.append(line(atom)));
        }
        return text.toString();
    }

    /** Atoms inline are their own name; quoted, they do not set charge and spin a second time. */
    private static String comment(String name) {
        String line = name.replaceAll("\\s+", " ");
        boolean plain = line.matches("[A-Za-z][^=:\"]*");
        return plain ? line : "name=\"" + line.replace('"', '\'') + "\"";
    }

    private static String line(Atom atom) {
        return String.format(
                Locale.ROOT,
                "%-2s %15.10f %15.10f %15.10f\n",
                (atom.ghost() ? "@" : "") + atom.element().symbol(),
                atom.x() * Constants.BOHR_IN_ANGSTROM,
                atom.y() * Constants.BOHR_IN_ANGSTROM,
                atom.z() * Constants.BOHR_IN_ANGSTROM);
    }
}
