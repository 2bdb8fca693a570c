package xcflow.functional.neural;

/**
 * The error function erf x = 2/√π ∫₀ˣ e^{−t²} dt by the rational minimax approximations of Cody,
 * Math. Comp. 23, 631 (1969), which are exact to rounding.
 */
final class ErrorFunction {
    private static final double[] SMALL_ABOVE = {
        1.85777706184603153e-1,
        3.16112374387056560e0,
        1.13864154151050156e2,
        3.77485237685302021e2,
        3.20937758913846947e3
    };
    private static final double[] SMALL_BELOW = {
        1,
        2.36012909523441209e1,
        2.44024637934444173e2,
        1.28261652607737228e3,
        2.84423683343917062e3
    };
    private static final double[] MIDDLE_ABOVE = {
        2.15311535474403846e-8,
        5.64188496988670089e-1,
        8.88314979438837594e0,
        6.61191906371416295e1,
        2.98635138197400131e2,
        8.81952221241769090e2,
        1.71204761263407058e3,
        2.05107837782607147e3,
        1.23033935479799725e3
    };
    private static final double[] MIDDLE_BELOW = {
        1,
        1.57449261107098347e1,
        1.17693950891312499e2,
        5.37181101862009858e2,
        1.62138957456669019e3,
        3.29079923573345963e3,
        4.36261909014324716e3,
        3.43936767414372164e3,
        1.23033935480374942e3
    };
    private static final double[] LARGE_ABOVE = {
        1.63153871373020978e-2,
        3.05326634961232344e-1,
        3.60344899949804439e-1,
        1.25781726111229246e-1,
        1.60837851487422766e-2,
        6.58749161529837803e-4
    };
    private static final double[] LARGE_BELOW = {
        1,
        2.56852019228982242e0,
        1.87295284992346725e0,
        5.27905102951428412e-1,
        6.05183413124413191e-2,
        2.33520497626869185e-3
    };
    private static final double INVERSE_ROOT_PI = 1 / Math.sqrt(Math.PI);

    private ErrorFunction() {}

    /**
     * (1 + erf x)/2 to its last digits, also where it is small.
     *
     * @param gaussian e^{−x²}
     */
    static double cumulative(double x, double gaussian) {
        double y = Math.abs(x);
        if (y <= 0.46875) {
            return 0.5 + 0.5 * x * ratio(SMALL_ABOVE, SMALL_BELOW, x * x);
        }
        double tail = 0.5 * gaussian * scaled(y);
        return x < 0 ? tail : 1 - tail;
    }

    /** e^{y²} (1 − erf y) for y > 0.46875. */
    private static double scaled(double y) {
        if (y <= 4) {
            return ratio(MIDDLE_ABOVE, MIDDLE_BELOW, y);
        }
        double z = 1 / (y * y);
        return (INVERSE_ROOT_PI - z * ratio(LARGE_ABOVE, LARGE_BELOW, z)) / y;
    }

    private static double ratio(double[] above, double[] below, double x) {
        double numerator = above[0];
        double denominator = below[0];
        for (int i = 1; i < above.length; i++) {
            numerator = numerator * x + above[i];
            denominator = denominator * x + below[i];
        }
        return numerator / denominator;
    }
}
