package xcflow.functional.audit;

import java.util.List;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/** Constraints on exchange alone. */
final class ExchangeChecks {
    /** 2.273 / 2^{1/3}: the bound for each spin, so that all densities obey the global one. */
    static final double LOCAL_BOUND = 1.804;

    /** Digits that the bound is given with: F_x of PBE itself reaches 1.804 from below. */
    private static final double BOUND_DIGITS = 1e-6;

    private final Functional exchange;
    private final AuditGrid grid;
    private final EnhancementFactors factors;

    ExchangeChecks(Functional exchange, AuditGrid grid) {
        this.exchange = exchange;
        this.grid = grid;
        factors = EnhancementFactors.of(exchange, grid.size(), grid::point);
    }

    List<Finding> findings() {
        var uniform = new Violations(Constraint.EXCHANGE_UNIFORM_LIMIT);
        var bound = new Violations(Constraint.EXCHANGE_LIEB_OXFORD, BOUND_DIGITS);
        var sign = new Violations(Constraint.EXCHANGE_NEGATIVE);
        var scaling = new Violations(Constraint.EXCHANGE_SCALING);
        for (int i = 0; i < grid.size(); i++) {
            var point = grid.point(i);
            double factor = factors.factor()[i];
            if (point.isUniform()) {
                uniform.add(point, Math.abs(factor - uniformGas(point.zeta())));
            }
            if (point.zeta() == 0) {
                bound.add(point, factor - LOCAL_BOUND);
            }
            scaling.add(point, Math.abs(factors.slope()[i]));
            sign.add(point, -factor);
        }
        double mu =
                grid.isKinetic()
                        ? new KineticExpansion(exchange, 1).secondOrder()
                        : GradientCoefficients.exchange(exchange);
        return List.of(
                uniform.finding(),
                bound.finding(),
                scaling.finding(),
                sign.finding(),
                spinScaling(),
                Finding.ofNumber(
                        Constraint.GRADIENT_COEFFICIENT,
                        mu >= 10.0 / 81 - 1e-4 && mu <= GradientCoefficients.PBE + 1e-4,
                        mu));
    }

    /** Exchange of the polarised uniform gas over that of the unpolarised one. */
    private static double uniformGas(double zeta) {
        return (Math.pow(1 + zeta, 4.0 / 3) + Math.pow(1 - zeta, 4.0 / 3)) / 2;
    }

    /** Gives the minority the α of another point: spins need not have the same. */
    private void mixKinetic(Points polarised) {
        if (!polarised.has(Variable.TAU)) {
            return;
        }
        int count = grid.size();
        double[] tau = polarised.of(Variable.TAU)[1];
        int shift = count / grid.alpha().length;
        for (int i = 0; i < count; i++) {
            double alpha = grid.point((i + 5 * shift) % count).alpha().orElseThrow();
            if (alpha == 0 && polarised.sigmaBB[i] == 0) {
                continue;
            }
            tau[i] = DensityScales.kinetic(polarised.rhoB[i], polarised.sigmaBB[i], alpha);
        }
    }

    private Finding spinScaling() {
        var violations = new Violations(Constraint.SPIN_SCALING);
        int count = grid.size();
        var polarised = EnhancementFactors.points(count, grid::point, exchange.needs());
        mixKinetic(polarised);
        var whole = Results.like(polarised);
        exchange.evaluate(polarised, whole);
        var up = SpinChannel.doubled(exchange, polarised, 0);
        var down = SpinChannel.doubled(exchange, polarised, 1);
        for (int i = 0; i < count; i++) {
            double expected = (up[i] + down[i]) / 2;
            violations.add(grid.point(i), Math.abs(whole.energy[i] / expected - 1));
        }
        return violations.finding();
    }
}
