package xcflow.planewave.scf;

import xcflow.planewave.basis.Density;

/** Watches an iteration and may end it. All methods have harmless defaults. */
public interface ScfListener {

    /** A listener that does nothing. */
    ScfListener SILENT = new ScfListener() {};

    /**
     * An iteration is finished.
     *
     * @param number from 1
     * @param energy free energy (Harris functional), Hartree per cell
     * @param residual estimated error of the energy, Hartree per cell
     * @param next density from which the next iteration starts; worth keeping as a checkpoint
     */
    default void iteration(int number, double energy, double residual, Density next) {}

    /** Whether the calculation is to be given up; asked at least once per iteration. */
    default boolean cancelled() {
        return false;
    }

    /** Something that the user should know. */
    default void warning(String message) {}
}
