package xcflow.planewave.term;

import xcflow.planewave.basis.Density;

/** A term of the energy that depends on the density alone; its operator is a local potential. */
public interface DensityTerm {

    /** Name of its part of the energies. */
    String name();

    /**
     * Energy of a density, Hartree per cell.
     *
     * @param potential receives δE/δρ in addition to what it holds; null if only the energy is
     *     wanted
     */
    double evaluate(Density density, Potential potential);

    /**
     * Derivative of the energy with respect to a homogeneous strain ε, r → (1 + ε) r, of cell,
     * atoms and orbitals, whose coefficients stay the same: so the coefficients of the density
     * change as 1/Ω, and Miller indices not at all. Nielsen & Martin, Phys. Rev. B 32, 3792 (1985).
     *
     * @return [3 × 3] row-major, Hartree
     */
    double[] strain(Density density);
}
