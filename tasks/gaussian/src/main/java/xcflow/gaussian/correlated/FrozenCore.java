package xcflow.gaussian.correlated;

import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** The orbitals that chemistry leaves alone. */
final class FrozenCore {
    private static final int[] NOBLE_GASES = {2, 10, 18, 36, 54};

    private FrozenCore() {}

    /** Number of core orbitals: those of the noble gas before each atom. */
    static int orbitals(Molecule molecule) {
        int orbitals = 0;
        for (Atom atom : molecule.atoms()) {
            int core = 0;
            for (int gas : NOBLE_GASES) {
                if (atom.charge() > gas) {
                    core = gas;
                }
            }
            orbitals += core / 2;
        }
        return Math.min(orbitals, molecule.beta());
    }
}
