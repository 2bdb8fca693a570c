package xcflow.planewave.mixing;

import xcflow.planewave.basis.Density;

/** Rule that proposes the next density of the iteration. */
@FunctionalInterface
public interface Mixing {

    /** Begins a new iteration. */
    Sequence start();

    /** The state of one iteration. */
    @FunctionalInterface
    interface Sequence {
        /**
         * @param in density of the Hamiltonian
         * @param out density of the orbitals that it gave
         */
        Density next(Density in, Density out);
    }
}
