package xcflow.functional.reference;

/**
 * Correlation of PBE: ε_c = ε_c^unif + H(r_s, ζ, t). Perdew, Burke and Ernzerhof, Phys. Rev. Lett.
 * 77, 3865 (1996), eqs. 7 and 8.
 *
 * <p>The two summands cancel for large gradients. They are therefore evaluated as one: with w =
 * ε_c^unif / (γφ³) and y = A t², eqs. 7 and 8 are together
 *
 * <pre>ε_c = γφ³ ln(1 + (e^w − 1) / (1 + y + y²)).</pre>
 *
 * <p>With other constants it is the term H₀ of PW91.
 *
 * @param beta second-order gradient coefficient
 * @param gamma coefficient of the logarithm
 */
record PbeCorrelation(double beta, double gamma, UniformCorrelation gas) implements Term {
    /** γ of PBE. */
    static final double GAMMA = (1 - Math.log(2)) / (Math.PI * Math.PI);

    /** φ² t² = this × σ / ρ^{7/3}. */
    private static final double T_SQUARED = Math.PI / (16 * Math.cbrt(3 * Math.PI * Math.PI));

    /** Keeps (1 + y + y²)² finite; the energy is zero to machine precision long before. */
    private static final double LARGEST_Y = 1e70;

    /** φ² t² / σ. */
    static double tSquaredScale(LocalDensity density) {
        return T_SQUARED / (density.rho * density.rho * density.cbrtRho);
    }

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        gas.unpolarised(density, energy);
        double scale = tSquaredScale(density);
        double tSquared = scale * density.sigma;

        double q = Logarithm.exponentialMinusOne(energy.uniform / gamma);
        double a = -beta / gamma * (1 + q) / q;
        double y = Math.min(a * tSquared, LARGEST_Y);
        double denominator = 1 + y + y * y;
        double x = q / denominator;
        double perParticle = gamma * Logarithm.ofOnePlus(x);
        double common = gamma / ((1 + x) * denominator);
        double uniformSlope = (common / gamma) * (1 + q + y * (1 + 2 * y) / denominator);
        double tSlope = -common * q * (1 + 2 * y) / denominator * a;

        energy.addUnpolarised(
                density,
                perParticle,
                -density.rs / 3 * uniformSlope * energy.uniformRs - 7.0 / 3 * tSquared * tSlope,
                density.rho * scale * tSlope);
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        gas.polarised(density, energy);
        double phi = density.phi();
        double phi2 = phi * phi;
        double gammaPhi3 = gamma * phi2 * phi;
        double scale = tSquaredScale(density) / phi2;
        double tSquared = scale * density.sigma;

        double w = energy.uniform / gammaPhi3;
        double q = Logarithm.exponentialMinusOne(w);
        double a = -beta / gamma * (1 + q) / q;
        double y = Math.min(a * tSquared, LARGEST_Y);
        double denominator = 1 + y + y * y;
        double x = q / denominator;
        double perParticle = gammaPhi3 * Logarithm.ofOnePlus(x);
        double common = gammaPhi3 / ((1 + x) * denominator);
        // ∂ε/∂w at fixed φ and t, and ∂ε/∂(t²)
        double wSlope = common * (1 + q + y * (1 + 2 * y) / denominator);
        double tSlope = -common * q * (1 + 2 * y) / denominator * a;
        double uniformSlope = wSlope / gammaPhi3;
        double phiSlope = (3 * perParticle - 3 * w * wSlope - 2 * tSquared * tSlope) / phi;

        energy.addPolarised(
                density,
                perParticle,
                -density.rs / 3 * uniformSlope * energy.uniformRs - 7.0 / 3 * tSquared * tSlope,
                uniformSlope * energy.uniformZeta + phiSlope * density.phiSlope(),
                density.rho * scale * tSlope);
    }

    @Override
    public boolean dependsOnGradient() {
        return true;
    }
}
