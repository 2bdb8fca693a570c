package xcflow.functional.reference;

/**
 * Correlation energy per particle of the uniform electron gas, with the digits that PBE uses, for
 * any r_s: unlike a functional's energy it does not vanish at negligible densities. One object
 * serves one thread.
 */
public final class CorrelatedGas {
    private final LocalDensity density = new LocalDensity();
    private final LocalEnergy result = new LocalEnergy();

    /** Computes ε_c and ∂ε_c/∂r_s of the unpolarised gas. */
    public void unpolarised(double rs) {
        density.rs = rs;
        Pw92.MORE_DIGITS.unpolarised(density, result);
        result.uniformZeta = 0;
    }

    /** Computes ε_c and its derivatives for 1 + ζ and 1 − ζ given separately. */
    public void polarised(double rs, double onePlusZeta, double oneMinusZeta) {
        density.rs = rs;
        density.setSpins(onePlusZeta, oneMinusZeta);
        Pw92.MORE_DIGITS.polarised(density, result);
    }

    /** ε_c in Ha, which is negative. */
    public double energy() {
        return result.uniform;
    }

    /** ∂ε_c/∂r_s. */
    public double byRs() {
        return result.uniformRs;
    }

    /** ∂ε_c/∂ζ. */
    public double byZeta() {
        return result.uniformZeta;
    }
}
