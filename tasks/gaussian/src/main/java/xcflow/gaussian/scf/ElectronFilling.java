package xcflow.gaussian.scf;

import java.util.Locale;
import xcflow.gaussian.basis.Valence;

/** How many electrons the orbitals hold. */
public sealed interface ElectronFilling {
    /** Whole orbitals, the lowest first. */
    ElectronFilling WHOLE = new Whole();

    /** Electrons of spin up and of spin down. */
    record Counts(double up, double down) {
        /** Of both spins together. */
        double total() {
            return up + down;
        }
    }

    /** Electrons of each spin of a molecule. */
    default Counts counts(Valence valence) {
        return new Counts(valence.alpha(), valence.beta());
    }

    /** Whether orbitals may be filled in part. */
    default boolean partial() {
        return true;
    }

    /** Orbitals that are full or empty. */
    record Whole() implements ElectronFilling {
        @Override
        public boolean partial() {
            return false;
        }
    }

    /**
     * Fermi–Dirac occupations, each spin with its own Fermi level and whole number of electrons. N.
     * D. Mermin, Phys. Rev. 137, A1441 (1965).
     *
     * @param width k_B T, hartree
     */
    record Smeared(double width) implements ElectronFilling {
        public Smeared {
            if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the width of smearing must be positive");
            }
        }
    }

    /**
     * Numbers of electrons that need not be whole: the highest orbital that holds any holds the
     * part that is left. J. P. Perdew, R. G. Parr, M. Levy and J. L. Balduz, Phys. Rev. Lett. 49,
     * 1691 (1982).
     *
     * @param up electrons of spin up
     * @param down electrons of spin down
     */
    record Declared(double up, double down) implements ElectronFilling {
        public Declared {
            if (!(up >= 0 && down >= 0 && up + down > 0 && Double.isFinite(up + down))) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "numbers of electrons of spin up and down are zero or more, and not"
                                        + " both zero: not %s and %s",
                                up,
                                down));
            }
        }

        @Override
        public Counts counts(Valence valence) {
            return new Counts(up, down);
        }
    }
}
