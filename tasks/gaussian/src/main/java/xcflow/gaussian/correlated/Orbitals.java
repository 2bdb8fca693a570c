package xcflow.gaussian.correlated;

/**
 * Orbitals of one spin.
 *
 * @param functions number of basis functions
 * @param count number of orbitals
 * @param occupied how many, the lowest, are occupied
 * @param energies in hartree, ascending
 * @param coefficients [count × functions], one orbital per row
 */
public record Orbitals(
        int functions, int count, int occupied, double[] energies, double[] coefficients) {

    /** Number of empty orbitals. */
    public int virtuals() {
        return count - occupied;
    }

    /** Density matrix Σ_i c_i c_iᵀ over occupied orbitals, [functions × functions]. */
    double[] density() {
        double[] density = new double[functions * functions];
        if (occupied > 0) {
            xcflow.numerics.LinearAlgebra.multiply(
                    true,
                    false,
                    functions,
                    functions,
                    occupied,
                    1,
                    coefficients,
                    coefficients,
                    0,
                    density);
        }
        return density;
    }
}
