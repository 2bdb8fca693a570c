package xcflow.functional.reference;

/**
 * h(x, z) = d₀/γ + (d₁x² + d₂z)/γ² + (d₃x⁴ + d₄x²z + d₅z²)/γ³ with γ = 1 + α(x² + z), in which the
 * kinetic energy density enters through its excess over that of the uniform gas. T. Van Voorhis and
 * G. E. Scuseria, J. Chem. Phys. 109, 400 (1998), eq. 19.
 */
record WorkingFunction(
        double alpha, double d0, double d1, double d2, double d3, double d4, double d5) {

    /** Twice the kinetic energy density of a spin's uniform gas over ρ_σ^{5/3}. */
    static final double UNIFORM = 0.6 * Math.pow(6 * Math.PI * Math.PI, 2.0 / 3);

    /**
     * One spin in reduced variables.
     *
     * @param xSquared |∇ρ_σ|²/ρ_σ^{8/3}
     * @param z 2τ_σ/ρ_σ^{5/3} less that of the uniform gas
     */
    record Spin(Jet xSquared, Jet z) {
        static Spin of(Jet rho, Jet sigma, Jet tau) {
            Jet inverse = rho.power(-8.0 / 3);
            return new Spin(
                    sigma.times(inverse), tau.times(inverse).times(rho).times(2).plus(-UNIFORM));
        }
    }

    Jet at(Jet xSquared, Jet z) {
        Jet inverse = xSquared.plus(z).times(alpha).plus(1).inverse();
        Jet first = xSquared.times(d1).plus(z.times(d2));
        Jet second =
                xSquared.squared()
                        .times(d3)
                        .plus(xSquared.times(z).times(d4))
                        .plus(z.squared().times(d5));
        return second.times(inverse).plus(first).times(inverse).plus(d0).times(inverse);
    }
}
