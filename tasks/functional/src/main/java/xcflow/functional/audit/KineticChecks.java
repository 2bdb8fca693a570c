package xcflow.functional.audit;

import java.util.List;
import xcflow.functional.Functional;
import xcflow.functional.Separable;

/**
 * Constraints that only functionals of the kinetic energy density can obey; those of J. Sun, A.
 * Ruzsinszky and J. P. Perdew, Phys. Rev. Lett. 115, 036402 (2015), as far as they are statements
 * about single points.
 */
final class KineticChecks {
    /** J. P. Perdew, A. Ruzsinszky, J. Sun and K. Burke, J. Chem. Phys. 140, 18A533 (2014). */
    private static final double TIGHT_BOUND = 1.174;

    /** J. Sun, J. P. Perdew, Z. Yang and H. Peng, J. Chem. Phys. 144, 191101 (2016). */
    private static final double TWO_ELECTRONS = 1.67082;

    /** Digits with which the bounds are given. */
    private static final double DIGITS = 1e-6;

    /** Digits with which coefficients are compared, as those of GGAs. */
    private static final double COEFFICIENT_DIGITS = 1e-4;

    /** Stands for s → ∞; there α ≤ 10 is known to four digits. */
    private static final double FAR = 1e4;

    /** What 16^{−1/2} may be missed by, for the next order in s^{−1/2}. */
    private static final double POWER = 0.02;

    /** Stands for r_s → 0. */
    private static final double HIGH_DENSITY = 1e-4;

    /** Z of a dilute density, whose r_s is 300 where it is greatest. */
    private static final double DILUTE = 0.003;

    private static final double GREATEST_POLARISATION = 0.7;
    private static final double WEAK = 0.02;

    /** β of the limit of high density, and t² = this s²/(φ² r_s). */
    private static final double BETA = 0.06672455060314922;

    private static final double T_SQUARED = Math.PI / 4 * Math.cbrt(9 * Math.PI / 4);

    /** Step of ln r_s. */
    private static final double STEP = 0.01;

    private final Separable functional;
    private final AuditGrid grid;

    KineticChecks(Separable functional, AuditGrid grid) {
        this.functional = functional;
        this.grid = grid;
    }

    List<Finding> findings() {
        var single = new Violations(Constraint.EXCHANGE_SINGLE_ORBITAL_BOUND, DIGITS);
        var tight = new Violations(Constraint.EXCHANGE_TIGHT_BOUND, DIGITS);
        var two = new Violations(Constraint.LIEB_OXFORD_SINGLE_ORBITAL, DIGITS);
        double[] exchange = factors(functional.exchange());
        double[] both = factors(functional);
        for (int i = 0; i < grid.size(); i++) {
            var point = grid.point(i);
            if (point.zeta() != 0) {
                continue;
            }
            tight.add(point, exchange[i] - TIGHT_BOUND);
            if (point.isSingleOrbital()) {
                single.add(point, exchange[i] - TIGHT_BOUND);
                two.add(point, both[i] - TWO_ELECTRONS);
            }
        }
        var expansion = new KineticExpansion(functional.exchange(), 1);
        double mu = expansion.secondOrder();
        double fourth = expansion.fourthOrderError();
        return List.of(
                single.finding(),
                tight.finding(),
                decay(),
                Finding.ofNumber(
                        Constraint.EXCHANGE_SECOND_ORDER,
                        Math.abs(mu - 10.0 / 81) <= COEFFICIENT_DIGITS,
                        mu),
                Finding.ofNumber(
                        Constraint.EXCHANGE_FOURTH_ORDER, fourth <= COEFFICIENT_DIGITS, fourth),
                gradientExpansionOfCorrelation(),
                two.finding(),
                polarisation());
    }

    private double[] factors(Functional part) {
        return EnhancementFactors.of(part, grid.size(), grid::point).factor();
    }

    private static double factor(Functional part, GridPoint point) {
        return EnhancementFactors.of(part, 1, i -> point).factor()[0];
    }

    private Finding decay() {
        var violations = new Violations(Constraint.EXCHANGE_DECAY, POWER);
        for (double alpha : new double[] {0, 0.5, 1, 3, 10}) {
            var near = new GridPoint(1, 0, FAR, alpha);
            var far = new GridPoint(1, 0, 16 * FAR, alpha);
            double ratio = factor(functional.exchange(), far) / factor(functional.exchange(), near);
            violations.add(far, Math.abs(ratio - 0.25));
        }
        return violations.finding();
    }

    /**
     * At high density β is known; at others it is less, the least being what SCAN and revTPSS have
     * of C. D. Hu and D. C. Langreth, Phys. Rev. B 33, 943 (1986). The number of a violation is
     * that farthest from these bounds.
     */
    private Finding gradientExpansionOfCorrelation() {
        double number = beta(HIGH_DENSITY);
        double worst = COEFFICIENT_DIGITS;
        for (double rs : new double[] {HIGH_DENSITY, 0.5, 1, 2, 5, 10}) {
            double beta = beta(rs);
            double least = BETA * (1 + 0.1 * rs) / (1 + 0.1778 * rs);
            double excess = Math.max(least - beta, beta - BETA);
            if (!(excess <= worst)) {
                worst = excess;
                number = beta;
            }
        }
        return Finding.ofNumber(
                Constraint.CORRELATION_SECOND_ORDER, worst == COEFFICIENT_DIGITS, number);
    }

    /**
     * β in ε_c = ε_c^unif + β t², with that of τ put in. By parts, with g = ∂ε_c/∂α in the uniform
     * gas, the terms of first order are [∂ε_c/∂p + (20/27) r_s ∂g/∂r_s] p.
     */
    private double beta(double rs) {
        double perParticle = -EnhancementFactors.EXCHANGE / rs;
        var along = new KineticExpansion(functional.correlation(), rs, 1e-3 * Math.min(1, rs));
        double slope = (byAlpha(rs * Math.exp(STEP)) - byAlpha(rs * Math.exp(-STEP))) / (2 * STEP);
        return (perParticle * along.byGradient() + 20.0 / 27 * slope) * rs / T_SQUARED;
    }

    private double byAlpha(double rs) {
        return -EnhancementFactors.EXCHANGE
                / rs
                * new KineticExpansion(functional.correlation(), rs).byAlpha();
    }

    /**
     * Electrons in one orbital that are few and far between have hardly another energy if their
     * spins differ.
     */
    private Finding polarisation() {
        var unpolarised = new SingleOrbital(DILUTE, 1, 0).energy(functional);
        double worst = 0;
        for (double zeta : new double[] {0.2, 0.4, GREATEST_POLARISATION}) {
            double energy = new SingleOrbital(DILUTE, 1, zeta).energy(functional);
            worst = Math.max(worst, Math.abs(energy / unpolarised - 1));
        }
        return Finding.ofNumber(Constraint.LOW_DENSITY_POLARISATION, worst <= WEAK, worst);
    }
}
