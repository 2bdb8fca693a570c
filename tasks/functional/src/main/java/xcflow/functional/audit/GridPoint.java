package xcflow.functional.audit;

import java.util.Locale;

/**
 * A uniform-gas-like description of a point of a density.
 *
 * @param rs (3/(4πρ))^{1/3}, bohr
 * @param zeta (ρ↑ − ρ↓)/ρ
 * @param s reduced gradient |∇ρ| / (2 (3π²)^{1/3} ρ^{4/3})
 */
public record GridPoint(double rs, double zeta, double s) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "r_s = %.3g, ζ = %.2g, s = %.3g", rs, zeta, s);
    }
}
