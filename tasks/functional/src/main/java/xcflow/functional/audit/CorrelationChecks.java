package xcflow.functional.audit;

import java.util.List;
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
        var oneElectron = new Violations(Constraint.ONE_ELECTRON);
        double[] slopeOfSlope = slopeOfSlope();
        double[] limit = at(LOW_DENSITY);
        for (int i = 0; i < grid.size(); i++) {
            var point = grid.point(i);
            double factor = factors.factor()[i];
            double slope = factors.slope()[i];
            sign.add(point, -factor);
            scaling.add(point, -slope);
            monotone.add(point, -(slope + slopeOfSlope[i]));
            bound.add(point, slope - (limit[i % limit.length] - factor));
            conjecture.add(point, slope - factor);
            if (point.zeta() == 1) {
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
                oneElectron.finding());
    }

    /** F_c at another r_s for all ζ and s of the grid. */
    private double[] at(double rs) {
        int count = grid.zeta().length * grid.s().length;
        return EnhancementFactors.of(
                        correlation,
                        count,
                        i -> new GridPoint(rs, grid.point(i).zeta(), grid.point(i).s()))
                .factor();
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
                            return new GridPoint(point.rs() * ratio, point.zeta(), point.s());
                        })
                .slope();
    }

    private Finding uniformLimit() {
        var violations = new Violations(Constraint.CORRELATION_UNIFORM_LIMIT, PARAMETRISATIONS);
        int count = grid.rs().length * grid.zeta().length;
        double[] ours = EnhancementFactors.of(correlation, count, this::uniform).factor();
        double[] exact =
                EnhancementFactors.of(Functionals.named("pw92_mod"), count, this::uniform).factor();
        for (int i = 0; i < count; i++) {
            violations.add(uniform(i), Math.abs(ours[i] / exact[i] - 1));
        }
        return violations.finding();
    }

    private GridPoint uniform(int index) {
        return grid.point(index * grid.s().length);
    }

    private Finding largeGradient() {
        var violations = new Violations(Constraint.CORRELATION_LARGE_GRADIENT, LARGE_GRADIENT_REST);
        int count = grid.rs().length * grid.zeta().length;
        double[] uniform = EnhancementFactors.of(correlation, count, this::uniform).factor();
        double[] far = EnhancementFactors.of(correlation, count, this::steep).factor();
        for (int i = 0; i < count; i++) {
            // Where there is no correlation at all (one electron), nothing may appear.
            double scale = Math.max(Math.abs(uniform[i]), 1e-12);
            violations.add(steep(i), Math.abs(far[i]) / scale);
        }
        return violations.finding();
    }

    private GridPoint steep(int index) {
        var point = uniform(index);
        return new GridPoint(point.rs(), point.zeta(), LARGE_GRADIENT);
    }
}
