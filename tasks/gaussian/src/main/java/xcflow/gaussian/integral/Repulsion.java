package xcflow.gaussian.integral;

/**
 * A repulsion of electrons, whole/r + longRange erf(ωr)/r.
 *
 * @param range ω, bohr⁻¹
 */
public record Repulsion(double whole, double longRange, double range) {
    /** 1/r. */
    public static final Repulsion COULOMB = new Repulsion(1, 0, 0);

    /** whole/r + shortRange erfc(ωr)/r. */
    public static Repulsion withShortRange(double whole, double shortRange, double range) {
        return new Repulsion(whole + shortRange, -shortRange, range);
    }

    /** Whether its parts of different range differ. */
    boolean isAttenuated() {
        return longRange != 0;
    }

    /**
     * ω²/(α + ω²), by which the argument of Boys functions and −2α are multiplied at long range,
     * and the integral by its root (P. M. W. Gill and R. D. Adamson, Chem. Phys. Lett. 261, 105
     * (1996)).
     */
    double damping(double reducedExponent) {
        double square = range * range;
        return square / (reducedExponent + square);
    }
}
