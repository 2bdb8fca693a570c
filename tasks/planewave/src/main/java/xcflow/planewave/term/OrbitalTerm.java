package xcflow.planewave.term;

import xcflow.numerics.NativeMatrix;
import xcflow.planewave.eigensolver.Arithmetic;

/** A term of the energy that acts on each orbital alone, at one k-point. */
public interface OrbitalTerm {

    /**
     * ⟨ψ|T|ψ⟩ of each orbital, Hartree.
     *
     * @param orbitals as rows, laid out as {@link xcflow.planewave.basis.OrbitalBasis} says
     */
    double[] expectation(Arithmetic arithmetic, NativeMatrix orbitals);
}
