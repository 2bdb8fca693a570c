package xcflow.experiments.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.Solution;

/**
 * The numbers of a converged calculation, which are kept when its equations are closed.
 *
 * @param energy total energy, Ha; of a crystal per cell
 * @param components parts of it by name, Ha
 * @param iterations of the self-consistent field
 * @param dipole x, y, z in debye with respect to the origin, where the engine knows it
 * @param spinSquared ⟨S²⟩
 */
public record Solved(
        double energy,
        Map<String, Double> components,
        int iterations,
        Optional<List<Double>> dipole,
        double spinSquared) {

    /** The numbers of a solution. */
    public static Solved of(Solution solution) {
        return new Solved(
                solution.energy(),
                solution.energies(),
                solution.iterations(),
                solution.dipole(),
                solution.spinSquared());
    }
}
