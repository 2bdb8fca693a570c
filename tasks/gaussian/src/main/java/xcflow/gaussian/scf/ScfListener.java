package xcflow.gaussian.scf;

/** Watches a calculation. Called in the thread that runs it; may throw to stop it. */
@FunctionalInterface
public interface ScfListener {
    /** A listener that does nothing. */
    ScfListener SILENT = step -> {};

    /**
     * One iteration.
     *
     * @param attempt number of the attempt, from 1; later ones use safer settings
     * @param iteration number within the attempt, from 1
     * @param energies of the density
     * @param change of the total energy since the iteration before, hartree; NaN in the first
     * @param gradient greatest element of the commutator of Fock and density matrix in orthonormal
     *     functions, hartree
     * @param density from which the calculation can be started again
     */
    record Step(
            int attempt,
            int iteration,
            Energies energies,
            double change,
            double gradient,
            SpinDensity density) {}

    /** Called after each iteration's energy is known. */
    void iteration(Step step);

    /** Called before each step of longer work between iterations; may throw to end it. */
    default void working() {}
}
