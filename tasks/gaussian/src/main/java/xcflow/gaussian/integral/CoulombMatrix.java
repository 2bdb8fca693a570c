package xcflow.gaussian.integral;

/** Coulomb matrix J_ab = (ab|ρ) of a density in a basis. */
@FunctionalInterface
public interface CoulombMatrix {

    /**
     * Potential energy of basis functions in the field of a density of electrons.
     *
     * @param density total density matrix, symmetric, [n × n] row-major in the order of the basis
     * @return J in hartree, symmetric, [n × n] row-major; a new array
     */
    double[] build(double[] density);
}
