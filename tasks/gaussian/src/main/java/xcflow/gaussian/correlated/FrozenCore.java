package xcflow.gaussian.correlated;

import xcflow.gaussian.basis.Valence;

/** The orbitals that chemistry leaves alone. */
final class FrozenCore {
    private static final int[] NOBLE_GASES = {2, 10, 18, 36, 54};

    private FrozenCore() {}

    /**
     * Number of core orbitals: those of the noble gas before each atom, as far as no potential
     * replaces them.
     */
    static int orbitals(Valence valence) {
        int orbitals = 0;
        for (int i = 0; i < valence.potentials().size(); i++) {
            int number = valence.molecule().atoms().get(i).charge();
            int core = 0;
            for (int gas : NOBLE_GASES) {
                if (number > gas) {
                    core = gas;
                }
            }
            orbitals += Math.max(0, core - valence.core(i)) / 2;
        }
        return Math.min(orbitals, valence.beta());
    }
}
