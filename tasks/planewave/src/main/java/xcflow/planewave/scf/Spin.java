package xcflow.planewave.scf;

/** How spin is treated. */
public sealed interface Spin {

    /** Both spins share their orbitals. */
    record Unpolarised() implements Spin {}

    /** Collinear spins with a common Fermi level: the moment finds its own value. */
    record Free() implements Spin {}

    /**
     * Collinear spins with a fixed moment.
     *
     * @param moment number of up minus number of down electrons in the cell
     */
    record Fixed(double moment) implements Spin {}

    /** Whether the two spins have orbitals of their own. */
    default boolean polarised() {
        return !(this instanceof Unpolarised);
    }
}
