package xcflow.planewave.scf;

import xcflow.planewave.basis.Density;

/**
 * The way back from a density that mixing has led astray. A mixture of densities need not have
 * orbitals: where hardly any electron is, its kinetic energy density may not belong to it, and the
 * potential of a functional of both becomes a well that catches orbitals. The error of the density
 * then jumps, and the iteration begins again with the orbitals' own density of its best step.
 */
final class Retreat {
    /** Error of the density in units of the least so far that no mixing explains. */
    private static final double JUMP = 100;

    /** Errors below this are no jump, hartree per electron. */
    private static final double SMALL = 1e-2;

    /** More retreats than this do not help either. */
    private static final int MOST = 5;

    private final double electrons;
    private double least = Double.POSITIVE_INFINITY;
    private Density best;
    private int retreats;

    Retreat(double electrons) {
        this.electrons = electrons;
    }

    /**
     * Whether to begin again from {@link #density}.
     *
     * @param residual error of a density, hartree
     * @param own the density of its orbitals
     */
    boolean called(double residual, Density own) {
        if (residual > JUMP * least && residual > SMALL * electrons && retreats < MOST) {
            retreats++;
            return true;
        }
        if (residual < least) {
            least = residual;
            best = own;
        }
        return false;
    }

    /** Forgets the way so far, which led elsewhere. */
    void forget() {
        least = Double.POSITIVE_INFINITY;
        best = null;
    }

    /** The orbitals' density of the best step. */
    Density density() {
        return best;
    }
}
