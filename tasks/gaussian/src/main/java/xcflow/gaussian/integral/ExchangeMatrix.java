package xcflow.gaussian.integral;

import xcflow.gaussian.xc.DensityMatrix;

/** Exchange matrix K_ac = Σ_bd (ab|cd) D_bd of a density matrix in a basis. */
@FunctionalInterface
public interface ExchangeMatrix {

    /**
     * Exchange of basis functions with electrons.
     *
     * @param density density matrix in the order of the basis
     * @return K in hartree, symmetric, [n × n] row-major; a new array
     */
    double[] build(DensityMatrix density);
}
