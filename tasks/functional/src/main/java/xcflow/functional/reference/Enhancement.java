package xcflow.functional.reference;

/**
 * Enhancement factor F(s) of the exchange energy over that of the uniform electron gas, with the
 * reduced gradient s = |∇ρ| / (2 (3π²)^{1/3} ρ^{4/3}).
 */
@FunctionalInterface
interface Enhancement {

    /** Stores F in {@code out.enhancement} and dF/d(s²) in {@code out.enhancementSlope}. */
    void at(double sSquared, LocalEnergy out);
}
