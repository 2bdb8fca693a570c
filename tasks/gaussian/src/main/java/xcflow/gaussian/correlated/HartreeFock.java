package xcflow.gaussian.correlated;

import java.util.List;
import xcflow.gaussian.integral.FourIndex;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * A Hartree–Fock determinant and the integrals it was made of.
 *
 * @param restricted whether both spins share their orbitals
 * @param energy total energy in hartree, nuclear repulsion included
 * @param alpha spin-up orbitals
 * @param beta spin-down orbitals; the same object as alpha if restricted
 * @param spinSquared ⟨S²⟩
 * @param iterations of the self-consistent field, all attempts together
 * @param warnings what is doubtful about it
 */
public record HartreeFock(
        Molecule molecule,
        FourIndex repulsion,
        boolean restricted,
        double energy,
        Orbitals alpha,
        Orbitals beta,
        double spinSquared,
        int iterations,
        List<Warning> warnings) {}
