package xcflow.functional.reference;

/** The function x asinh x of x², which is smooth at zero. */
final class AreaSine {
    /** Below this x² Taylor's series is exact to machine precision. */
    private static final double SMALL = 1e-3;

    private AreaSine() {}

    /** asinh(x) / x, given x² and √(1 + x²). */
    static double ratio(double xSquared, double root) {
        if (xSquared < SMALL) {
            double third = 15.0 / 336 - xSquared * (105.0 / 3456);
            return 1 - xSquared * (1.0 / 6 - xSquared * (3.0 / 40 - xSquared * third));
        }
        double x = Math.sqrt(xSquared);
        return Math.log(root + x) / x;
    }
}
