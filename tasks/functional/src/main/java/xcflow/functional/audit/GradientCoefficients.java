package xcflow.functional.audit;

import xcflow.functional.Functional;

/** Second-order gradient coefficients, from the curvature of F at s = 0. */
final class GradientCoefficients {
    /** μ of PBE, which is π²β/3. */
    static final double PBE = 0.2195149727645171;

    /**
     * Small enough that PW91's exp(−100 s²) is still one, large enough for F − 1 to have digits.
     */
    private static final double STEP = 1e-3;

    private GradientCoefficients() {}

    /** μ in F_x = 1 + μs² + …, at r_s = 1. */
    static double exchange(Functional exchange) {
        return curvature(exchange, 1);
    }

    /**
     * π²β/3 in F_c = F_c(s = 0) − π²β/3 s² + … in the limit of high density, where correlation must
     * undo the effect of exchange on the response of the uniform gas.
     */
    static double correlation(Functional correlation) {
        return -curvature(correlation, 1e-3);
    }

    /** Coefficient of s², with the fourth-order term eliminated. */
    private static double curvature(Functional functional, double rs) {
        double[] s = {0, STEP, 2 * STEP};
        var factor =
                EnhancementFactors.of(functional, s.length, i -> new GridPoint(rs, 0, s[i]))
                        .factor();
        double near = (factor[1] - factor[0]) / (s[1] * s[1]);
        double far = (factor[2] - factor[0]) / (s[2] * s[2]);
        return (4 * near - far) / 3;
    }
}
