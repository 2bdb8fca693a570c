package xcflow.experiments.batch;

import java.util.OptionalDouble;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/**
 * The Kohn–Sham equations of one molecule or crystal, ready to be solved with one functional after
 * another. Confined to one thread, which may use others.
 */
public interface Equations extends AutoCloseable {

    /**
     * Solves them from a superposition of atoms.
     *
     * @throws NotConverged if they do not converge
     * @throws TaskFailure if they cannot be solved
     */
    Converged solve(Functional functional, Watch watch) throws TaskFailure;

    @Override
    void close();

    /** Hears of the iterations; may throw to stop the calculation. */
    interface Watch {
        /**
         * @param energy total energy, Ha
         */
        void iteration(int iteration, double energy);

        /** Something that the user should know. */
        void warning(Warning warning);
    }

    /** A self-consistent density. Usable until the equations are closed. */
    interface Converged {
        Solution solution();

        /** Highest occupied level or Fermi level, Ha. */
        OptionalDouble highestLevel();

        /** The density at the points of its grid. */
        DataSet sample();

        /**
         * ∫ |ρ₁ − ρ₂|, electrons.
         *
         * @param other of the same equations
         */
        double difference(Converged other);
    }
}
