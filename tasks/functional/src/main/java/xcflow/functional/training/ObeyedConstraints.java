package xcflow.functional.training;

import java.util.OptionalDouble;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Multiple;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;

/**
 * Finds which of the constraints that can be built in a reference obeys. A clone that is forced to
 * obey more than its reference cannot reproduce it.
 */
public final class ObeyedConstraints {
    private static final double TOLERANCE = 1e-6;
    private static final double LIEB_OXFORD = 1.804;

    /** μ of the gradient expansion of exchange, the least that the audit accepts. */
    private static final double LEAST_MU = 10.0 / 81;

    /** The audit compares μ with its bounds to as many digits. */
    private static final double MU_DIGITS = 1e-4;

    /** The audit compares μ with π²β/3 to as many digits. */
    private static final double RESPONSE_DIGITS = 1e-3;

    private static final double[] RS = {0.02, 0.1, 0.5, 1, 2, 5, 10};
    private static final double[] S = {0, 0.2, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 100};

    private ObeyedConstraints() {}

    /** The constraints that the densities looked at do not show to be broken. */
    public static Constraints of(Separable reference) {
        var whole = wholeExchange(reference);
        if (reference.needs().contains(Variable.TAU)) {
            return ObeyedKineticConstraints.of(whole, reference.correlation());
        }
        var gas = (Separable) Functionals.named(Architecture.UNIFORM_GAS);
        double[][] exchange = factors(whole, gas.exchange());
        double[][] correlation = factors(reference.correlation(), gas.correlation());
        boolean exchangeGas = true;
        boolean scaling = true;
        boolean liebOxford = true;
        boolean correlationGas = true;
        boolean sign = true;
        boolean vanishes = true;
        for (int r = 0; r < RS.length; r++) {
            exchangeGas &= Math.abs(exchange[r][0] - 1) < TOLERANCE;
            correlationGas &= Math.abs(correlation[r][0] - 1) < TOLERANCE;
            vanishes &= Math.abs(correlation[r][S.length - 1]) < 1e-3;
            for (int g = 0; g < S.length; g++) {
                scaling &= Math.abs(exchange[r][g] - exchange[0][g]) < TOLERANCE;
                liebOxford &= exchange[r][g] >= 0 && exchange[r][g] < LIEB_OXFORD + TOLERANCE;
                sign &= correlation[r][g] > -TOLERANCE;
            }
        }
        var mu = exchangeGas ? mu(whole) : OptionalDouble.empty();
        return new Constraints(
                exchangeGas,
                scaling,
                liebOxford,
                mu,
                correlationGas,
                sign,
                sign && vanishes,
                correlationGas && mu.isPresent()
                        ? beta(reference, mu.getAsDouble())
                        : OptionalDouble.empty());
    }

    /** Exchange as it would be if exact exchange did not take the place of a share of it. */
    private static Functional wholeExchange(Separable reference) {
        return Multiple.of(1 / reference.exactExchange().remaining(), reference.exchange());
    }

    /** μ if it lies between that of the gradient expansion and that of PBE. */
    private static OptionalDouble mu(Functional exchange) {
        var mu = GradientExpansion.mu(exchange);
        boolean obeyed =
                mu.isPresent()
                        && mu.getAsDouble() >= LEAST_MU - MU_DIGITS
                        && mu.getAsDouble() <= Constraints.PBE_MU + MU_DIGITS;
        return obeyed ? mu : OptionalDouble.empty();
    }

    /** β if it cancels the effect of μ on the linear response. */
    private static OptionalDouble beta(Separable reference, double mu) {
        var beta = GradientExpansion.beta(reference.correlation());
        boolean obeyed =
                beta.isPresent()
                        && Math.abs(Constraints.exchangeCancelling(beta.getAsDouble()) - mu)
                                <= RESPONSE_DIGITS;
        return obeyed ? beta : OptionalDouble.empty();
    }

    /** Energy densities over those of the uniform gas [r_s][s]. */
    private static double[][] factors(Functional functional, Functional gas) {
        int n = RS.length * S.length;
        var points = Points.allocate(n, false);
        for (int i = 0; i < n; i++) {
            double rs = RS[i / S.length];
            double rho = 3 / (4 * Math.PI * rs * rs * rs);
            double gradient = S[i % S.length] * DensityScales.GRADIENT * Math.pow(rho, 4.0 / 3);
            points.rhoA[i] = rho;
            points.sigmaAA[i] = gradient * gradient;
        }
        var energy = new Results(n, false);
        var uniform = new Results(n, false);
        functional.evaluate(points, energy);
        gas.evaluate(points, uniform);
        double[][] factors = new double[RS.length][S.length];
        for (int i = 0; i < n; i++) {
            factors[i / S.length][i % S.length] = energy.energy[i] / uniform.energy[i];
        }
        return factors;
    }
}
