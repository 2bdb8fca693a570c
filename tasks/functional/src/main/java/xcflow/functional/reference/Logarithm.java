package xcflow.functional.reference;

/** The logarithm and the exponential function near the points where their values vanish. */
final class Logarithm {
    private Logarithm() {}

    /**
     * log(1 + x) for x > −1 to almost full relative precision, several times as fast as {@link
     * Math#log1p}: what 1 + x loses by rounding is added to the logarithm to first order.
     *
     * @param inverse 1 / (1 + x), which the callers have anyway; two digits suffice
     */
    static double ofOnePlus(double x, double inverse) {
        double u = 1 + x;
        return Math.log(u) + (x - (u - 1)) * inverse;
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
