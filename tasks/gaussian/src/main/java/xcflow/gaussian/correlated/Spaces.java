package xcflow.gaussian.correlated;

import xcflow.gaussian.scf.HartreeFock;
import xcflow.gaussian.scf.Orbitals;

/**
 * Sizes of the correlated orbital spaces.
 *
 * @param restricted whether quantities are unchanged when all spins are turned over
 * @param frozen occupied orbitals of each spin that are not correlated
 * @param occupied correlated occupied orbitals: spin up, spin down
 * @param virtuals empty orbitals: spin up, spin down
 * @param contraction what contracts the quantities of these spaces
 */
record Spaces(
        boolean restricted, int frozen, int[] occupied, int[] virtuals, Contraction contraction) {

    static Spaces of(HartreeFock reference, int frozen) {
        Orbitals alpha = reference.alpha();
        Orbitals beta = reference.beta();
        return new Spaces(
                reference.restricted(),
                frozen,
                new int[] {
                    Math.max(0, alpha.occupied() - frozen), Math.max(0, beta.occupied() - frozen)
                },
                new int[] {alpha.virtuals(), beta.virtuals()},
                new Contraction());
    }

    /** Number of orbitals of a space ('o' or 'v') and a spin. */
    int size(char space, int spin) {
        return space == 'o' ? occupied[spin] : virtuals[spin];
    }

    /** Sizes of the indices of a block. */
    int[] sizes(String kind, int spins) {
        int[] sizes = new int[kind.length()];
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = size(kind.charAt(k), spins >> k & 1);
        }
        return sizes;
    }
}
