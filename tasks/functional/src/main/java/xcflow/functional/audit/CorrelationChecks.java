package xcflow.functional.audit;

import java.util.List;
import java.util.function.IntFunction;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;

/** Constraints on correlation alone. */
final class CorrelationChecks {
    /** Stands for r_s → ∞: about the lowest density that all implementations evaluate. */
    private static final double LOW_DENSITY = 5000;

    /** Stands for s → ∞. */
    private static final double LARGE_GRADIENT = 1000;

    /** What may be left of F_c(s = 0) there. */
    private static final double LARGE_GRADIENT_REST = 1e-3;

    /**
     * For meta-GGAs, whose correlation falls like s^{−1/2}; α ≤ 100 is still told from rounding.
     */
    private static final double VERY_LARGE_GRADIENT = 1e6;

    private static final double SLOW_REST = 2e-2;

    private static final double[] FINITE_ALPHAS = {0, 0.5, 1, 2, 10};

    /** What is left of F_c because functionals take τ of an empty spin to be 1e-20. */
    private static final double EMPTY_SPIN = 1e-6;

    /** Stands for r_s → 0; a hundredth of it is compared with it. */
    private static final double HIGH_DENSITY = 1e-6;

    /**
     * Ha: a twentieth of what the local density approximation changes by, 0.0311 ln 100. That γφ³
     * stands for a function of ζ, in PBE as in SCAN, leaves up to a fortieth.
     */
    private static final double CONVERGED = 0.0311 * Math.log(100) / 20;

    /** Good parametrisations of the same Monte Carlo energies differ by as much. */
    private static final double PARAMETRISATIONS = 0.03;

    /** Step of ln r_s in the derivative of a derivative. */
    private static final double STEP = 0.02;

    private final Functional correlation;
    private final AuditGrid grid;
    private final EnhancementFactors factors;

    CorrelationChecks(Functional correlation, AuditGrid grid) {
        this.correlation = correlation;
        this.grid = grid;
        factors = EnhancementFactors.of(correlation, grid.size(), grid::point);
    }

    List<Finding> findings() {
        var sign = new Violations(Constraint.CORRELATION_NON_POSITIVE);
        var scaling = new Violations(Constraint.CORRELATION_SCALING);
        var monotone = new Violations(Constraint.POTENTIAL_CORRELATION_MONOTONE);
        var bound = new Violations(Constraint.KINETIC_CORRELATION_BOUND);
        var conjecture = new Violations(Constraint.KINETIC_CORRELATION_CONJECTURE);
        var oneElectron =
                grid.isKinetic()
                        ? new Violations(Constraint.ONE_ELECTRON, EMPTY_SPIN)
                        : new Violations(Constraint.ONE_ELECTRON);
        double[] slopeOfSlope = slopeOfSlope();
        double[] limit = at(LOW_DENSITY);
        for (int i = 0; i < grid.size(); i++) {
            var point = grid.point(i);
            double factor = factors.factor()[i];
            double slope = factors.slope()[i];
            sign.add(point, -factor);
            scaling.add(point, -slope);
            monotone.add(point, -(slope + slopeOfSlope[i]));
            bound.add(point, slope - (limit[grid.withoutDensity(i)] - factor));
            conjecture.add(point, slope - factor);
            if (point.zeta() == 1 && point.isSingleOrbital()) {
                oneElectron.add(point, Math.abs(factor));
            }
        }
        return List.of(
                uniformLimit(),
                sign.finding(),
                scaling.finding(),
                monotone.finding(),
                bound.finding(),
                conjecture.finding(),
                largeGradient(),
                oneElectron.finding(),
                highDensity());
    }

    /** F_c at another r_s for all ζ, s and α of the grid. */
    private double[] at(double rs) {
        return EnhancementFactors.of(correlation, grid.perDensity(), i -> grid.at(rs, i)).factor();
    }

    /** r_s ∂/∂r_s (r_s ∂F_c/∂r_s) by central differences of the sixth order in ln r_s. */
    private double[] slopeOfSlope() {
        double[] weights = {45, -9, 1};
        double[] sum = new double[grid.size()];
        for (int k = 1; k <= weights.length; k++) {
            double[] above = slopes(Math.exp(k * STEP));
            double[] below = slopes(Math.exp(-k * STEP));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k - 1] * (above[i] - below[i]) / (60 * STEP);
            }
        }
        return sum;
    }

    private double[] slopes(double ratio) {
        return EnhancementFactors.of(
                        correlation,
                        grid.size(),
                        i -> {
                            var point = grid.point(i);
                            return point.withRs(point.rs() * ratio);
                        })
                .slope();
    }

    private Finding uniformLimit() {
        var violations = new Violations(Constraint.CORRELATION_UNIFORM_LIMIT, PARAMETRISATIONS);
        int count = grid.densities();
        double[] ours = EnhancementFactors.of(correlation, count, grid::uniform).factor();
        double[] exact =
                EnhancementFactors.of(Functionals.named("pw92_mod"), count, grid::uniform).factor();
        for (int i = 0; i < count; i++) {
            violations.add(grid.uniform(i), Math.abs(ours[i] / exact[i] - 1));
        }
        return violations.finding();
    }

    private Finding largeGradient() {
        boolean kinetic = grid.isKinetic();
        var violations =
                new Violations(
                        Constraint.CORRELATION_LARGE_GRADIENT,
                        kinetic ? SLOW_REST : LARGE_GRADIENT_REST);
        int count = grid.densities();
        double[] uniform = EnhancementFactors.of(correlation, count, grid::uniform).factor();
        double[] alphas = kinetic ? FINITE_ALPHAS : new double[] {1};
        for (double alpha : alphas) {
            IntFunction<GridPoint> steep = i -> steep(grid.uniform(i), alpha);
            double[] far = EnhancementFactors.of(correlation, count, steep).factor();
            for (int i = 0; i < count; i++) {
                // Where there is no correlation at all (one electron), nothing may appear.
                double scale = Math.max(Math.abs(uniform[i]), 1e-12);
                violations.add(steep.apply(i), Math.abs(far[i]) / scale);
            }
        }
        return violations.finding();
    }

    private GridPoint steep(GridPoint gas, double alpha) {
        return grid.isKinetic()
                ? new GridPoint(gas.rs(), gas.zeta(), VERY_LARGE_GRADIENT, alpha)
                : new GridPoint(gas.rs(), gas.zeta(), LARGE_GRADIENT);
    }

    /** Uniform scaling to high density leaves E_c finite, wherever there is a gradient. */
    private Finding highDensity() {
        var violations = new Violations(Constraint.CORRELATION_HIGH_DENSITY, CONVERGED);
        double[] alphas = grid.isKinetic() ? FINITE_ALPHAS : new double[] {1};
        for (double alpha : alphas) {
            for (double zeta : grid.zeta()) {
                for (double s : new double[] {0.5, 1, 2, 5}) {
                    double[] rs = {HIGH_DENSITY, HIGH_DENSITY / 100};
                    IntFunction<GridPoint> where =
                            i ->
                                    grid.isKinetic()
                                            ? new GridPoint(rs[i], zeta, s, alpha)
                                            : new GridPoint(rs[i], zeta, s);
                    double[] f = EnhancementFactors.of(correlation, 2, where).factor();
                    double change = EnhancementFactors.EXCHANGE * (f[1] / rs[1] - f[0] / rs[0]);
                    violations.add(where.apply(1), Math.abs(change));
                }
            }
        }
        return violations.finding();
    }
}
