package xcflow.functional.audit;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A uniform-gas-like description of a point of a density.
 *
 * @param rs (3/(4πρ))^{1/3}, bohr
 * @param zeta (ρ↑ − ρ↓)/ρ
 * @param s reduced gradient |∇ρ| / (2 (3π²)^{1/3} ρ^{4/3})
 * @param alpha (τ − τ_W)/τ_unif of each spin, at least 0; empty where nothing depends on it
 */
public record GridPoint(double rs, double zeta, double s, OptionalDouble alpha) {
    /** A point for functionals of density and gradient. */
    public GridPoint(double rs, double zeta, double s) {
        this(rs, zeta, s, OptionalDouble.empty());
    }

    /** A point for functionals of the kinetic energy density, too. */
    public GridPoint(double rs, double zeta, double s, double alpha) {
        this(rs, zeta, s, OptionalDouble.of(alpha));
    }

    /** The same at another density. */
    GridPoint withRs(double other) {
        return new GridPoint(other, zeta, s, alpha);
    }

    /** Whether the kinetic energy density is that of the uniform gas, or does not matter. */
    boolean isUniform() {
        return s == 0 && alpha.orElse(1) == 1;
    }

    /** Whether a single orbital of each spin has the density, or that does not matter. */
    boolean isSingleOrbital() {
        return alpha.orElse(0) == 0;
    }

    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "r_s = %.3g, ζ = %.2g, s = %.3g", rs, zeta, s);
        return alpha.isEmpty()
                ? text
                : text + String.format(Locale.ROOT, ", α = %.3g", alpha.getAsDouble());
    }
}
