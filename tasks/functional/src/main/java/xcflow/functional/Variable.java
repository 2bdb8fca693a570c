package xcflow.functional;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the energy density at a point may depend on. Whatever carries numbers at points (batches,
 * data sets, files, engines) goes through the variables that a functional {@link Functional#needs()
 * needs} instead of naming them.
 */
public enum Variable {
    /** Spin densities ρ↑, ρ↓, or the total density ρ; bohr⁻³. */
    RHO(1, 0.5, "rho", "a", "b"),

    /** Products of gradients ∇ρ↑·∇ρ↑, ∇ρ↑·∇ρ↓, ∇ρ↓·∇ρ↓, or |∇ρ|²; bohr⁻⁸. */
    SIGMA(8.0 / 3, 0.25, "sigma", "aa", "ab", "bb"),

    /** Kinetic energy densities τ_σ = ½ Σ_i |∇ψ_iσ|², or their sum; Hartree bohr⁻³. */
    TAU(5.0 / 3, 0.5, "tau", "a", "b");

    /** What functionals of the density alone need. */
    public static final Set<Variable> LOCAL = Collections.unmodifiableSet(EnumSet.of(RHO));

    /** What gradient functionals need. */
    public static final Set<Variable> GRADIENT =
            Collections.unmodifiableSet(EnumSet.of(RHO, SIGMA));

    /** What functionals of the kinetic energy density need, too. */
    public static final Set<Variable> KINETIC =
            Collections.unmodifiableSet(EnumSet.allOf(Variable.class));

    private final double power;
    private final double share;
    private final List<String> unpolarised;
    private final List<String> polarised;

    Variable(double power, double share, String name, String... components) {
        this.power = power;
        this.share = share;
        unpolarised = List.of(name);
        polarised = List.of(components).stream().map(c -> name + "_" + c).toList();
    }

    /** Names of the components, such as {@code sigma_aa}; a single one if unpolarised. */
    public List<String> components(boolean spins) {
        return spins ? polarised : unpolarised;
    }

    /** Power of the density as which it grows under uniform scaling of the coordinates. */
    public double power() {
        return power;
    }

    /** What each component of two equal spin densities is of the variable of their sum. */
    public double share() {
        return share;
    }
}
