package xcflow.engine;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;

/** Energies of molecules by the Hartree–Fock and coupled-cluster family. */
public interface Correlation {

    /** Names of the methods, such as {@code ccsd(t)}, in order of accuracy. */
    List<String> methods();

    /**
     * Sets up the equations of one molecule.
     *
     * @param settings of the engine
     * @throws TaskFailure if the settings do not suit the molecule
     */
    Equations prepare(Structure.OfMolecule molecule, Record settings, Resources resources)
            throws TaskFailure;

    /** The equations of one molecule. */
    interface Equations extends AutoCloseable {

        /** Name of the basis set. */
        String basis();

        /** Number of basis functions. */
        int functions();

        /**
         * Solves them.
         *
         * @param method one of {@link #methods()}
         * @param frozenCore whether the orbitals of noble-gas cores are left uncorrelated
         * @param progress notified of what is being done; may throw to end the calculation
         * @throws NotConverged if iterations do not converge or memory does not suffice
         * @throws WrongSolution if what was found cannot be a solution
         */
        Energies solve(String method, boolean frozenCore, Consumer<String> progress)
                throws TaskFailure;

        @Override
        void close();
    }

    /**
     * The energies up to a method, Ha.
     *
     * @param total of the method, nuclear repulsion included
     * @param hartreeFock the same of Hartree–Fock
     * @param mp2 second-order correlation energy
     * @param ccsd correlation energy of singles and doubles
     * @param triples perturbative triples correction
     * @param spinSquared ⟨S²⟩ of the Hartree–Fock determinant
     * @param iterations of the coupled-cluster equations
     * @param warnings what is doubtful about them
     */
    record Energies(
            double total,
            double hartreeFock,
            OptionalDouble mp2,
            OptionalDouble ccsd,
            OptionalDouble triples,
            double spinSquared,
            int iterations,
            List<Warning> warnings) {}
}
