package xcflow.functional.audit;

import java.util.Locale;

/**
 * The exact constraints that are tried, in terms of the enhancement factors F = ε / ε_x^unif(ρ)
 * over the exchange of the unpolarised uniform gas.
 */
public enum Constraint {
    EXCHANGE_UNIFORM_LIMIT("Uniform gas: exchange", "F_x(s = 0) = 1"),
    CORRELATION_UNIFORM_LIMIT("Uniform gas: correlation", "ε_c(s = 0) = PW92 within 3 %"),
    EXCHANGE_LIEB_OXFORD("Local Lieb-Oxford bound, exchange", "F_x(ζ = 0) ≤ 1.804"),
    LIEB_OXFORD("Lieb-Oxford bound", "F_xc ≤ 2.273"),
    LIEB_OXFORD_EXTENSION("Lieb-Oxford bound, extended", "F_xc + r_s ∂F_xc/∂r_s ≤ 2.273"),
    EXCHANGE_NEGATIVE("Negative exchange", "E_x ≤ 0: F_x ≥ 0"),
    EXCHANGE_SCALING("Uniform scaling of exchange", "∂F_x/∂r_s = 0"),
    SPIN_SCALING("Spin scaling of exchange", "E_x[ρ↑, ρ↓] = (E_x[2ρ↑] + E_x[2ρ↓]) / 2"),
    CORRELATION_NON_POSITIVE("Non-positive correlation", "E_c ≤ 0: F_c ≥ 0"),
    CORRELATION_SCALING("Scaling inequality of correlation", "∂F_c/∂r_s ≥ 0"),
    POTENTIAL_CORRELATION_MONOTONE("Monotone U_c", "∂(r_s² ∂F_c/∂r_s)/∂r_s ≥ 0"),
    KINETIC_CORRELATION_BOUND("Upper bound of T_c", "r_s ∂F_c/∂r_s ≤ F_c(r_s → ∞) − F_c"),
    KINETIC_CORRELATION_CONJECTURE("Conjectured bound of T_c", "T_c ≤ −E_c: r_s ∂F_c/∂r_s ≤ F_c"),
    CORRELATION_HIGH_DENSITY("Correlation at high density", "ε_c finite for r_s → 0, s > 0"),
    CORRELATION_LARGE_GRADIENT("Correlation at large gradients", "F_c → 0 for s → ∞"),
    ONE_ELECTRON("One electron has no correlation", "F_c(ζ = 1) = 0, of meta-GGAs where α = 0"),
    GRADIENT_COEFFICIENT("Gradient coefficient of exchange", "10/81 ≤ μ ≤ 0.2195", "μ"),
    LINEAR_RESPONSE("Linear response of the uniform gas", "μ = π²β/3"),
    EXCHANGE_SINGLE_ORBITAL_BOUND("Exchange bound of single orbitals", "F_x(ζ = 0, α = 0) ≤ 1.174"),
    EXCHANGE_TIGHT_BOUND("The same conjectured for all densities", "F_x(ζ = 0) ≤ 1.174"),
    EXCHANGE_DECAY("Nonuniform scaling of exchange", "F_x ~ s^(−1/2) for s → ∞"),
    EXCHANGE_SECOND_ORDER(
            "Gradient expansion of exchange, second order", "μ = 10/81 with τ's own", "μ"),
    EXCHANGE_FOURTH_ORDER(
            "Gradient expansion of exchange, fourth order", "146/2025 q² − (73/405) p q"),
    CORRELATION_SECOND_ORDER(
            "Gradient expansion of correlation",
            "0.0667 (1 + 0.1 r_s)/(1 + 0.1778 r_s) ≤ β ≤ 0.0667 with τ's own",
            "β"),
    LIEB_OXFORD_SINGLE_ORBITAL("Lieb-Oxford bound of two electrons", "F_xc(ζ = 0, α = 0) ≤ 1.671"),
    LOW_DENSITY_POLARISATION(
            "Polarisation at low density", "E_xc(ζ ≤ 0.7) of a dilute 1s within 2 % of E_xc(0)");

    private final String title;
    private final String statement;
    private final String symbol;

    Constraint(String title, String statement) {
        this(title, statement, "");
    }

    Constraint(String title, String statement, String symbol) {
        this.title = title;
        this.statement = statement;
        this.symbol = symbol;
    }

    /** What a finding's number is called if it is a coefficient; empty if it is a violation. */
    public String symbol() {
        return symbol;
    }

    /** Whether it is a statement about functionals of the kinetic energy density. */
    boolean isKinetic() {
        return compareTo(LINEAR_RESPONSE) > 0;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** What is tried, as a formula. */
    public String statement() {
        return statement;
    }

    /** Name in files and metrics, such as {@code lieb-oxford}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
