package xcflow.planewave.term;

import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;

/** A term of the energy that acts on each orbital alone, at one k-point. */
public interface OrbitalTerm {

    /**
     * Adds the operator's image of each orbital.
     *
     * @param x block of orbitals as {@link OrbitalBasis} lays them out
     * @param y block of as many, added to
     */
    void apply(Arithmetic arithmetic, double[] x, int count, double[] y);

    /** ⟨ψ|T|ψ⟩ of each orbital, Hartree. */
    double[] expectation(Arithmetic arithmetic, double[] x, int count);
}
