package xcflow.functional.reference;

/** Integrals of Gaussian tails, without overflow and without the loss of digits. */
final class TailIntegrals {
    private static final double EULER = 0.57721566490153286;
    private static final double ROOT_PI = Math.sqrt(Math.PI);

    /** Below, a power series converges in a few terms; above, a continued fraction. */
    private static final double ERROR_FUNCTION_LIMIT = 1.5;

    private static final int ERROR_FUNCTION_TERMS = 80;

    private TailIntegrals() {}

    /** e^{x²} erfc(x) for x ≥ 0 (Abramowitz and Stegun, 7.1.6 and 7.1.14). */
    static double scaledErfc(double x) {
        if (x < ERROR_FUNCTION_LIMIT) {
            double term = x;
            double sum = 0;
            for (int n = 1; term > 1e-18; n++) {
                sum += term;
                term *= 2 * x * x / (2 * n + 1);
            }
            return Math.exp(x * x) - 2 / ROOT_PI * sum;
        }
        double fraction = x;
        for (int n = ERROR_FUNCTION_TERMS; n >= 1; n--) {
            fraction = x + 0.5 * n / fraction;
        }
        return 1 / (ROOT_PI * fraction);
    }

    /** e^x E₁(x) + ln x for x ≥ 0, finite at 0 (Abramowitz and Stegun, 5.1.11 and 5.1.22). */
    static double scaledIntegralAndLog(double x) {
        if (x == 0) {
            return -EULER;
        }
        if (x < 1) {
            return Math.exp(x) * (series(x) - EULER) - Math.expm1(x) * Math.log(x);
        }
        return scaledIntegral(x) + Math.log(x);
    }

    /** e^x E₁(x) for x &gt; 0. */
    static double scaledIntegral(double x) {
        if (x < 1) {
            return Math.exp(x) * (series(x) - EULER - Math.log(x));
        }
        double fraction = 0;
        for (int n = (int) (20 + 80 / x); n >= 1; n--) {
            fraction = n * (double) n / (x + 2 * n + 1 - fraction);
        }
        return 1 / (x + 1 - fraction);
    }

    /** Σ_n (−1)^{n+1} x^n / (n n!). */
    private static double series(double x) {
        double power = 1;
        double sum = 0;
        for (int n = 1; n < 25; n++) {
            power *= -x / n;
            sum -= power / n;
        }
        return sum;
    }
}
