package xcflow.functional.audit;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/**
 * Enhancement factors F = ε / ε_x^unif(ρ) of an exchange or correlation functional and their
 * derivatives with respect to r_s at fixed ζ, s and α, which uniform scaling leaves as they are.
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
    static final double EXCHANGE = 0.75 * Math.cbrt(9 / (4 * Math.PI * Math.PI));

    static EnhancementFactors of(Functional functional, int count, IntFunction<GridPoint> where) {
        var points = points(count, where, functional.needs());
        var results = Results.like(points);
        functional.evaluate(points, results);
        double[] factor = new double[count];
        double[] slope = new double[count];
        for (int i = 0; i < count; i++) {
            double rho = points.rhoA[i] + points.rhoB[i];
            double unit = -rho * EXCHANGE / where.apply(i).rs();
            double scaling = scaling(points, results, i);
            factor[i] = results.energy[i] / unit;
            slope[i] = factor[i] - 3 * (scaling - results.energy[i]) / unit;
        }
        return new EnhancementFactors(factor, slope);
    }

    /** ∂e/∂ln ρ at fixed ζ and reduced gradients. */
    private static double scaling(Points points, Results results, int i) {
        double scaling = 0;
        for (Variable variable : points.variables()) {
            double[][] values = points.of(variable);
            double[][] slopes = results.of(variable);
            double sum = 0;
            for (int c = 0; c < values.length; c++) {
                sum += values[c][i] * slopes[c][i];
            }
            scaling += variable.power() * sum;
        }
        return scaling;
    }

    /**
     * The densities of grid points, with gradients and with what else is needed. The kinetic energy
     * density of each spin is α times that of the uniform gas on top of von Weizsäcker's; once that
     * of the gas where points have no α.
     */
    static Points points(int count, IntFunction<GridPoint> where, Set<Variable> needs) {
        var variables = EnumSet.copyOf(Variable.GRADIENT);
        variables.addAll(needs);
        var points = Points.allocate(count, true, variables);
        for (int i = 0; i < count; i++) {
            var point = where.apply(i);
            double rho = 3 / (4 * Math.PI * point.rs() * point.rs() * point.rs());
            double gradient = point.s() * DensityScales.GRADIENT * rho * Math.cbrt(rho);
            double up = (1 + point.zeta()) / 2;
            double down = (1 - point.zeta()) / 2;
            points.rhoA[i] = up * rho;
            points.rhoB[i] = down * rho;
            points.sigmaAA[i] = up * up * gradient * gradient;
            points.sigmaAB[i] = up * down * gradient * gradient;
            points.sigmaBB[i] = down * down * gradient * gradient;
        }
        if (points.has(Variable.TAU)) {
            double[][] tau = points.of(Variable.TAU);
            for (int i = 0; i < count; i++) {
                double alpha = where.apply(i).alpha().orElse(1);
                tau[0][i] = DensityScales.kinetic(points.rhoA[i], points.sigmaAA[i], alpha);
                tau[1][i] = DensityScales.kinetic(points.rhoB[i], points.sigmaBB[i], alpha);
            }
        }
        return points;
    }
}
