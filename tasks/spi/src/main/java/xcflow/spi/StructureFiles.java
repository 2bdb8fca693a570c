package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads molecules and crystals to be looked at, found by the service loader like tasks. The runner,
 * which shows them, knows no chemistry.
 */
public interface StructureFiles {

    /**
     * An atom.
     *
     * @param element its symbol
     * @param x ångström
     * @param y ångström
     * @param z ångström
     */
    record PlacedAtom(String element, double x, double y, double z) {}

    /**
     * A molecule, or the cell of a crystal.
     *
     * @param title what it is called
     * @param lattice three vectors in ångström; empty for a molecule
     */
    record Geometry(String title, List<PlacedAtom> atoms, List<double[]> lattice) {
        public Geometry {
            atoms = List.copyOf(atoms);
            lattice = List.copyOf(lattice);
        }
    }

    /**
     * All structures in a file.
     *
     * @param name of the file as the user knows it; its ending tells the format
     * @throws IOException if it cannot be read as one; the message says why
     */
    List<Geometry> read(Path file, String name) throws IOException;

    /** The structure that has a name of its own; empty if there is none. */
    Optional<Geometry> named(String name);

    /** Names that {@link #named} knows. */
    List<String> names();
}
