package xcflow.campaign;

import java.util.Optional;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Solves molecules with a functional and its reference from the same start. */
interface MolecularComparison {

    /**
     * Energies in Ha, dipole in atomic units, density error in electrons. Where the functional did
     * not converge its energy is NaN.
     */
    record Result(
            boolean converged,
            double energy,
            double referenceEnergy,
            Optional<Double> dipoleError,
            Optional<Double> homoError,
            double densityError,
            int iterations,
            int referenceIterations) {

        static Result failed(double referenceEnergy, int referenceIterations) {
            return new Result(
                    false,
                    Double.NaN,
                    referenceEnergy,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    referenceIterations);
        }
    }

    /**
     * @param done share of the whole work that is done
     * @param share of the whole work that this molecule is
     * @throws TaskFailure if the reference itself does not converge
     */
    Result compare(NamedMolecule system, TaskContext context, double done, double share)
            throws TaskFailure;
}
