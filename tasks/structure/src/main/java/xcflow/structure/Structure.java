package xcflow.structure;

import java.util.Optional;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.library.LibraryCrystal;
import xcflow.structure.molecule.Molecule;

/** What is calculated: a molecule or a crystal, with the name by which tables know it. */
public sealed interface Structure {

    /** For tables, data sets and messages. */
    String name();

    /** Atoms alone in space; charge and unpaired electrons are the molecule's own. */
    record OfMolecule(String name, Molecule molecule) implements Structure {}

    /**
     * Atoms in a cell that is repeated in all directions.
     *
     * @param entry of the library, with recommended settings; empty for a crystal from a file
     */
    record OfCrystal(String name, Crystal crystal, Optional<LibraryCrystal> entry)
            implements Structure {

        /** The same crystal with another cell: sites keep their place along the lattice vectors. */
        public OfCrystal with(Crystal other) {
            return new OfCrystal(name, other, entry);
        }
    }
}
