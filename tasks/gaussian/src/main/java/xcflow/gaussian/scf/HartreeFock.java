package xcflow.gaussian.scf;

import java.util.List;
import xcflow.gaussian.basis.Valence;
import xcflow.gaussian.integral.FourIndex;
import xcflow.spi.Warning;

/**
 * A Hartree–Fock determinant and the integrals it was made of.
 *
 * @param valence the molecule and its electrons
 * @param repulsion the integrals
 * @param energies total energy in hartree by terms
 * @param orbitals of both spins together if restricted, or of spin up and spin down; the lowest are
 *     occupied
 * @param spinSquared ⟨S²⟩
 * @param iterations of the self-consistent field, all attempts together
 * @param warnings what is doubtful about it
 */
public record HartreeFock(
        Valence valence,
        FourIndex repulsion,
        Energies energies,
        List<Orbitals> orbitals,
        double spinSquared,
        int iterations,
        List<Warning> warnings) {

    public HartreeFock {
        warnings = List.copyOf(warnings);
    }

    /** Total energy in hartree, nuclear repulsion included. */
    public double energy() {
        return energies.total();
    }

    /** Whether both spins share their orbitals. */
    public boolean restricted() {
        return orbitals.size() == 1;
    }

    /** Spin-up orbitals. */
    public Orbitals alpha() {
        return orbitals.get(0);
    }

    /** Spin-down orbitals; the same object as those of spin up if restricted. */
    public Orbitals beta() {
        return orbitals.get(orbitals.size() - 1);
    }
}
