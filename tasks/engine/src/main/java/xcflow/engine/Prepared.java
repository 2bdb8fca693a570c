package xcflow.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.spi.TaskFailure;

/**
 * The equations of one structure, ready to be solved with one functional after another. Confined to
 * one thread, which may use others.
 */
public interface Prepared extends AutoCloseable {

    /**
     * Solves them.
     *
     * @param start density to begin with; empty: a superposition of atoms. It changes the number of
     *     iterations, and the energy by no more than the tolerance
     * @throws NotConverged if no solution was found
     * @throws WrongSolution if what was found cannot be a solution
     * @throws TaskFailure if the equations cannot be solved at all, or the start belongs to others
     * @throws xcflow.spi.CancelledException if the watch asks for it
     */
    Solution solve(Functional functional, Optional<StartDensity> start, Watch watch)
            throws TaskFailure;

    /**
     * Reads what {@link StartDensity#write} wrote.
     *
     * @throws IOException if the content is damaged or belongs to other equations
     */
    StartDensity read(InputStream in) throws IOException;

    /**
     * ∫ |ρ₁ − ρ₂| of densities that were read here, electrons, on the grid of these equations.
     *
     * @throws TaskFailure if the engine does not compare densities that were kept
     */
    default double distance(StartDensity one, StartDensity other) throws TaskFailure {
        throw new TaskFailure("the engine does not compare densities that were kept");
    }

    @Override
    void close();
}
