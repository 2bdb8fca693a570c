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
}
