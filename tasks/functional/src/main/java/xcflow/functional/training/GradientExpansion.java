package xcflow.functional.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.neural.Architecture;

/**
 * Measures the coefficients of second order in the gradient of a functional, by extrapolating
 * difference quotients to s = 0. A coefficient is given only if two sets of steps agree on it, and
 * so to ten significant digits.
 */
final class GradientExpansion {
    /** Number of difference quotients that are extrapolated. */
    private static final int QUOTIENTS = 5;

    /** Smallest change of s² or t². */
    private static final double STEP = 1e-3;

    /** To what fraction two estimates of a coefficient must agree. */
    private static final double AGREEMENT = 1e-8;

    /**
     * Significant digits that are kept: rounding errors are left out of a functional's identity.
     */
    private static final int DIGITS = 10;

    /** To what fraction coefficients at several densities must agree. */
    private static final double UNIVERSAL = 1e-6;

    /** r_s φ² t²/s², from k_F and the screening length: (π/4)(9π/4)^{1/3}. */
    private static final double T_SQUARED = Math.PI / 4 * Math.cbrt(9 * Math.PI / 4);

    private static final double[] RS = {1, 0.1, 5};
    private static final double[] ZETA = {0, 0.6, 1};

    private GradientExpansion() {}

    /** μ in F_x = F_x(0) + μ s² + … if it exists and is the same at all densities. */
    static OptionalDouble mu(Functional exchange) {
        var uniform = (Separable) Functionals.named(Architecture.UNIFORM_GAS);
        double found = 0;
        for (double rs : RS) {
            double gas = energy(uniform.exchange(), rs, 0, 0);
            double mu = coefficient(p -> energy(exchange, rs, 0, p) / gas);
            if (rs == RS[0]) {
                found = mu;
            } else if (differ(mu, found, UNIVERSAL)) {
                return OptionalDouble.empty();
            }
        }
        return rounded(found);
    }

    /** β in ε_c(t) = ε_c(0) + β φ³ t² + … if it exists and is the same at all densities. */
    static OptionalDouble beta(Functional correlation) {
        double found = 0;
        for (double rs : RS) {
            for (double zeta : ZETA) {
                double phi = (Math.pow(1 + zeta, 2.0 / 3) + Math.pow(1 - zeta, 2.0 / 3)) / 2;
                double perTSquared = phi * phi * rs / T_SQUARED;
                double beta =
                        coefficient(t -> energy(correlation, rs, zeta, t * perTSquared))
                                / (phi * phi * phi);
                if (rs == RS[0] && zeta == ZETA[0]) {
                    found = beta;
                } else if (differ(beta, found, UNIVERSAL)) {
                    return OptionalDouble.empty();
                }
            }
        }
        return rounded(found);
    }

    /** f'(0); NaN if two sets of steps disagree about it. */
    private static double coefficient(DoubleUnaryOperator f) {
        double wide = extrapolated(f, STEP);
        double narrow = extrapolated(f, STEP / 2);
        return differ(wide, narrow, AGREEMENT) ? Double.NaN : wide;
    }

    /** Neville's extrapolation of (f(x) − f(0))/x to x = 0. */
    private static double extrapolated(DoubleUnaryOperator f, double step) {
        double start = f.applyAsDouble(0);
        double[] table = new double[QUOTIENTS];
        for (int i = 0; i < QUOTIENTS; i++) {
            double x = (i + 1) * step;
            table[i] = (f.applyAsDouble(x) - start) / x;
        }
        for (int order = 1; order < QUOTIENTS; order++) {
            for (int i = 0; i + order < QUOTIENTS; i++) {
                double near = i + 1;
                double far = i + order + 1;
                table[i] = (far * table[i] - near * table[i + 1]) / (far - near);
            }
        }
        return table[0];
    }

    /** Written such that two NaN differ. */
    private static boolean differ(double a, double b, double fraction) {
        return !(Math.abs(a - b) <= fraction * Math.abs(b));
    }

    private static OptionalDouble rounded(double x) {
        return Double.isFinite(x)
                ? OptionalDouble.of(new BigDecimal(x).round(new MathContext(DIGITS)).doubleValue())
                : OptionalDouble.empty();
    }

    /** Energy per particle for ζ that is the same everywhere. */
    private static double energy(Functional functional, double rs, double zeta, double p) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double sigma = p * DensityScales.GRADIENT_SQUARED * Math.pow(rho, 8.0 / 3);
        double up = (1 + zeta) / 2;
        double down = (1 - zeta) / 2;
        var points =
                Points.polarised(
                        new double[] {up * rho},
                        new double[] {down * rho},
                        new double[] {up * up * sigma},
                        new double[] {up * down * sigma},
                        new double[] {down * down * sigma});
        var results = new Results(1, true);
        functional.evaluate(points, results);
        return results.energy[0] / rho;
    }
}
