package xcflow.functional.reference;

/** The function x asinh x of x², which is smooth at zero. */
final class AreaSine {
    /** Below this x² Taylor's series is exact to machine precision. */
    private static final double SMALL = 1e-6;

    private AreaSine() {}

    /** asinh(x) / x, given x² and √(1 + x²). */
    static double ratio(double xSquared, double root) {
        if (xSquared < SMALL) {
            return 1 - xSquared * (1.0 / 6 - xSquared * (3.0 / 40));
        }
        double x = Math.sqrt(xSquared);
        // asinh x = ln(1 + x + (√(1 + x²) − 1)), where the last difference is x² / (1 + root).
        return Logarithm.ofOnePlus(x + xSquared / (1 + root)) / x;
    }
}
