package xcflow.functional.audit;

import java.util.function.IntFunction;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.UniformGas;

/**
 * Enhancement factors F = ε / ε_x^unif(ρ) of an exchange or correlation functional and their
 * derivatives with respect to r_s at fixed ζ and s.
 *
 * <p>ζ is taken to be the same everywhere, so that ∇ρ↑ = (1 + ζ)/2 ∇ρ. The derivative comes from
 * those that the functional gives: when the density is scaled at fixed s, σ grows as ρ^{8/3}, hence
 *
 * <pre>∂e/∂ln ρ = Σ ρ_σ v_σ + 8/3 Σ σ v_σ'  and  r_s ∂F/∂r_s = F − 3 (ρ∂e/∂ρ − e)/(ρ ε_x^unif).
 * </pre>
 *
 * @param factor [points] F
 * @param slope [points] r_s ∂F/∂r_s
 */
record EnhancementFactors(double[] factor, double[] slope) {
    /** ε_x^unif = −this / r_s. */
    private static final double EXCHANGE = 0.75 * Math.cbrt(9 / (4 * Math.PI * Math.PI));

    static EnhancementFactors of(Functional functional, int count, IntFunction<GridPoint> where) {
        var points = points(count, where);
        var results = new Results(count, true);
        functional.evaluate(points, results);
        double[] factor = new double[count];
        double[] slope = new double[count];
        for (int i = 0; i < count; i++) {
            double rho = points.rhoA[i] + points.rhoB[i];
            double unit = -rho * EXCHANGE / where.apply(i).rs();
            double scaling =
                    points.rhoA[i] * results.vRhoA[i]
                            + points.rhoB[i] * results.vRhoB[i]
                            + 8.0
                                    / 3
                                    * (points.sigmaAA[i] * results.vSigmaAA[i]
                                            + points.sigmaAB[i] * results.vSigmaAB[i]
                                            + points.sigmaBB[i] * results.vSigmaBB[i]);
            factor[i] = results.energy[i] / unit;
            slope[i] = factor[i] - 3 * (scaling - results.energy[i]) / unit;
        }
        return new EnhancementFactors(factor, slope);
    }

    /** The densities of grid points. */
    static Points points(int count, IntFunction<GridPoint> where) {
        var points = Points.allocate(count, true);
        for (int i = 0; i < count; i++) {
            var point = where.apply(i);
            double rho = 3 / (4 * Math.PI * point.rs() * point.rs() * point.rs());
            double gradient = point.s() * UniformGas.GRADIENT * rho * Math.cbrt(rho);
            double up = (1 + point.zeta()) / 2;
            double down = (1 - point.zeta()) / 2;
            points.rhoA[i] = up * rho;
            points.rhoB[i] = down * rho;
            points.sigmaAA[i] = up * up * gradient * gradient;
            points.sigmaAB[i] = up * down * gradient * gradient;
            points.sigmaBB[i] = down * down * gradient * gradient;
        }
        return points;
    }
}
