package xcflow.gaussian.integral;

import xcflow.gaussian.basis.Basis;
import xcflow.numerics.Workers;

/** Coulomb matrix J_ab = (ab|ρ) of a density in a basis. */
@FunctionalInterface
public interface CoulombMatrix {

    /** Name of the auxiliary basis set for density fitting. */
    String FITTING_SET = "def2-universal-jfit";

    /**
     * Potential energy of basis functions in the field of a density of electrons.
     *
     * @param density total density matrix, symmetric, [n × n] row-major in the order of the basis
     * @return J in hartree, symmetric, [n × n] row-major; a new array
     */
    double[] build(double[] density);

    /**
     * The Coulomb matrix of a fitted density, def2-universal-jfit.
     *
     * @throws xcflow.gaussian.basis.BasisException if that set lacks an element
     */
    static CoulombMatrix fitted(Basis basis, Workers workers) {
        Basis auxiliary = Basis.fitting(basis.molecule(), FITTING_SET);
        return new FittedCoulomb(basis, auxiliary, workers);
    }
}
