package xcflow.gaussian.basis;

/**
 * Basis functions on one atom that share a radial part: χ(r) = Y(r − R) Σ_k c_k exp(−α_k |r − R|²)
 * for each angular function Y of {@link AngularFunctions}, every one with norm 1.
 *
 * @param atom index of the atom in the molecule
 * @param x position R in bohr
 * @param y position R in bohr
 * @param z position R in bohr
 * @param l angular momentum
 * @param exponents α_k in bohr^-2
 * @param coefficients c_k, norms included
 * @param first index of the shell's first basis function
 * @param functions number of basis functions
 */
public record Shell(
        int atom,
        double x,
        double y,
        double z,
        int l,
        double[] exponents,
        double[] coefficients,
        int first,
        int functions) {

    /**
     * Norms out of coefficients that refer to normalised primitives, as basis set files give them.
     *
     * @return coefficients with which each function of the shell has norm 1
     */
    static double[] normalise(int l, double[] exponents, double[] contraction) {
        double[] result = contraction.clone();
        for (int k = 0; k < result.length; k++) {
            result[k] /= Math.sqrt(overlap(l, 2 * exponents[k]));
        }
        double norm = 0;
        for (int j = 0; j < result.length; j++) {
            for (int k = 0; k < result.length; k++) {
                norm += result[j] * result[k] * overlap(l, exponents[j] + exponents[k]);
            }
        }
        for (int k = 0; k < result.length; k++) {
            result[k] /= Math.sqrt(norm);
        }
        return result;
    }

    /** Coefficients of normalised primitives with which a contraction has norm 1. */
    static double[] unit(BasisSet.Contraction contraction) {
        double[] exponents = contraction.exponents();
        double[] result = normalise(contraction.l(), exponents, contraction.coefficients());
        for (int k = 0; k < result.length; k++) {
            result[k] *= Math.sqrt(overlap(contraction.l(), 2 * exponents[k]));
        }
        return result;
    }

    /** ∫ S_lm² exp(−p r²) dr = (π/p)^(3/2) (2l−1)!! / (2p)^l. */
    private static double overlap(int l, double p) {
        return Math.pow(Math.PI / p, 1.5) * AngularFunctions.odd(2 * l - 1) / Math.pow(2 * p, l);
    }
}
