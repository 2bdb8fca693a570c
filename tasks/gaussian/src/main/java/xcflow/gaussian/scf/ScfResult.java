package xcflow.gaussian.scf;

import java.util.List;
import xcflow.spi.Warning;

/**
 * A converged calculation that passed {@link SolutionCheck}.
 *
 * @param energies total energy and its parts, hartree
 * @param iterations all iterations, those of failed attempts included
 * @param attempt number of the attempt that succeeded, from 1
 * @param gradient greatest element of the orbital gradient that was left, hartree
 * @param density converged density
 * @param orbitals of the converged Fock matrix: of both spins together for a closed shell, or of
 *     spin up and spin down
 * @param dipole x, y, z in atomic units, with respect to the origin
 * @param spinSquared ⟨S²⟩ of the determinant of the orbitals
 * @param warnings what is doubtful about the result
 */
public record ScfResult(
        Energies energies,
        int iterations,
        int attempt,
        double gradient,
        SpinDensity density,
        List<Orbitals> orbitals,
        double[] dipole,
        double spinSquared,
        List<Warning> warnings) {

    public ScfResult {
        warnings = List.copyOf(warnings);
    }

    /** Total energy in hartree. */
    public double energy() {
        return energies.total();
    }
}
