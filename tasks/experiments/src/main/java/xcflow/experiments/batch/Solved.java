package xcflow.experiments.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.Magnetism;
import xcflow.engine.Solution;
import xcflow.spi.TaskFailure;

/**
 * The numbers of a converged calculation, which are kept when its equations are closed.
 *
 * @param energy total energy, Ha; of a crystal per cell
 * @param components parts of it by name, Ha
 * @param iterations of the self-consistent field
 * @param dipole x, y, z in debye with respect to the origin, where the engine knows it
 * @param spinSquared ⟨S²⟩
 * @param magnetism of the cell; empty without spin, or where the engine does not know it
 * @param forces on the atoms, Ha/bohr, x, y and z of each; empty unless asked for
 */
public record Solved(
        double energy,
        Map<String, Double> components,
        int iterations,
        Optional<List<Double>> dipole,
        double spinSquared,
        Optional<Magnetism> magnetism,
        List<Double> forces) {

    /** The numbers of a solution, without forces. */
    public static Solved of(Solution solution) {
        return of(solution, List.of());
    }

    /** The numbers of a solution of an engine that gives forces. */
    static Solved withForces(Solution solution) throws TaskFailure {
        double[] forces = solution.requiredForces();
        return of(solution, Arrays.stream(forces).boxed().toList());
    }

    private static Solved of(Solution solution, List<Double> forces) {
        return new Solved(
                solution.energy(),
                solution.energies(),
                solution.iterations(),
                solution.dipole(),
                solution.spinSquared(),
                solution.magnetism(),
                forces);
    }
}
