package xcflow.gaussian.scf;

/**
 * What fits leave out of the matrices of densities: first what is usual, then what was found where
 * an anchor was moved and the exact matrix was known.
 */
final class FitError {
    /** What a fit of a whole density leaves out of its matrix, per unit of the density. */
    private static final double OF_DENSITIES = 2e-4;

    /** How much worse differences of densities are fitted than densities, relatively. */
    private static final double DIFFERENCES = 6;

    /** How much worse the next difference may be fitted than the one before. */
    private static final double CAUTION = 3;

    private double leftOut = OF_DENSITIES;
    private boolean first = true;

    /**
     * Learns from a fit whose exact matrix is known.
     *
     * @param greatest element of what it left out, hartree
     * @param distance greatest element of the difference of densities that it fitted, not zero
     */
    void learn(double greatest, double distance) {
        leftOut = (first ? DIFFERENCES : CAUTION) * greatest / distance;
        first = false;
    }

    /** Estimated greatest element of what a fit of a difference leaves out, hartree. */
    double at(double distance) {
        return leftOut * distance;
    }

    /** Greatest absolute value of an element. */
    static double largest(double[] a) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
