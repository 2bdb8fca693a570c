package xcflow.experiments.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a converged calculation.
 *
 * @param energy total energy, Ha; of a crystal per cell
 * @param components parts of it by name, Ha
 * @param iterations of the self-consistent field
 * @param dipole x, y, z in debye with respect to the origin, where the engine knows it
 * @param spinSquared ⟨S²⟩
 */
public record Solution(
        double energy,
        Map<String, Double> components,
        int iterations,
        Optional<List<Double>> dipole,
        double spinSquared) {}
