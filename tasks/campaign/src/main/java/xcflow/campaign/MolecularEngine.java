package xcflow.campaign;

import java.util.Map;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.spi.TaskFailure;

/** What tasks on lists of molecules need of an engine. Thread-safe. */
interface MolecularEngine {

    /**
     * A converged calculation.
     *
     * @param energy total energy, Ha
     * @param components parts of it by name, Ha
     * @param iterations of the self-consistent field
     * @param dipole x, y, z in debye, with respect to the origin
     * @param spinSquared ⟨S²⟩
     * @param sample density at the points of the grid; null unless it was asked for
     */
    record Solution(
            double energy,
            Map<String, Double> components,
            int iterations,
            double[] dipole,
            double spinSquared,
            DataSet sample) {}

    /** Hears of each iteration; may throw to stop the calculation. */
    @FunctionalInterface
    interface Watch {
        void iteration(int iteration, double energy);
    }

    /**
     * Solves the Kohn–Sham equations.
     *
     * @param sampled whether the density is wanted
     * @param threads number of threads to use; results do not depend on it
     * @throws TaskFailure if the molecule cannot be calculated or does not converge
     */
    Solution solve(
            NamedMolecule molecule,
            Functional functional,
            boolean sampled,
            int threads,
            Watch watch)
            throws TaskFailure;
}
