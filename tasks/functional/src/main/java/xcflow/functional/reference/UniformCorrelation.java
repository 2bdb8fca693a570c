package xcflow.functional.reference;

/** Correlation energy per particle of the uniform electron gas, ε_c(r_s, ζ). */
interface UniformCorrelation {

    /** Stores ε_c(r_s, 0) and ∂ε_c/∂r_s in {@code out.uniform} and {@code out.uniformRs}. */
    void unpolarised(LocalDensity density, LocalEnergy out);

    /** Stores ε_c(r_s, ζ) and its two derivatives in the uniform fields of {@code out}. */
    void polarised(LocalDensity density, LocalEnergy out);
}
