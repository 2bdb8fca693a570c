package xcflow.functional.reference;

/** The logarithm and the exponential function near the points where their values vanish. */
final class Logarithm {
    private Logarithm() {}

    /**
     * log(1 + x) for x > −1 to full relative precision, several times as fast as {@link
     * Math#log1p}: the rounding error of 1 + x is divided out. Higham, Accuracy and Stability of
     * Numerical Algorithms, 2nd ed. (2002), section 1.14.1.
     */
    static double ofOnePlus(double x) {
        double u = 1 + x;
        double rounded = u - 1;
        return rounded == 0 ? x : Math.log(u) * (x / rounded);
    }

    /** exp(x) − 1; Taylor's series near zero, where the difference would cancel. */
    static double exponentialMinusOne(double x) {
        if (Math.abs(x) > 0.05) {
            return Math.exp(x) - 1;
        }
        return x
                * (1
                        + x
                                / 2
                                * (1
                                        + x
                                                / 3
                                                * (1
                                                        + x
                                                                / 4
                                                                * (1
                                                                        + x
                                                                                / 5
                                                                                * (1
                                                                                        + x
                                                                                                / 6
                                                                                                * (1
                                                                                                        + x
                                                                                                                / 7
                                                                                                                * (1
                                                                                                                        + x
                                                                                                                                / 8
                                                                                                                                * (1
                                                                                                                                        + x
                                                                                                                                                / 9))))))));
    }
}
