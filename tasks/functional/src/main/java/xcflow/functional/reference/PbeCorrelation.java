package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Variable;

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
    private static final double T_SQUARED = Math.PI / (16 * DensityScales.FERMI);

    /** Keeps (1 + y + y²)² finite; the energy is zero to machine precision long before. */
    private static final double LARGEST_Y = 1e70;

    /** φ² t² / σ. */
    static double tSquaredScale(LocalDensity density) {
        double square = density.inverseCbrtRho * density.inverseCbrtRho;
        return T_SQUARED * (square * square) * (square * density.inverseCbrtRho);
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
        double inverse = 1 / (denominator * (denominator + q));
        double perParticle =
                gamma
                        * Logarithm.ofOnePlus(
                                q * (denominator + q) * inverse,
                                denominator * denominator * inverse);
        double ySlope = (1 + 2 * y) * inverse;
        double uniformSlope = (1 + q) * denominator * inverse + y * ySlope;
        double tSlope = -gamma * q * a * ySlope;

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
        double inversePhi = 1 / phi;
        double inversePhi2 = inversePhi * inversePhi;
        double scale = tSquaredScale(density) * inversePhi2;
        double tSquared = scale * density.sigma;

        double gammaPhi3 = gamma * phi * phi * phi;
        double w = energy.uniform * (inversePhi2 * inversePhi / gamma);
        double q = Logarithm.exponentialMinusOne(w);
        double a = -beta / gamma * (1 + q) / q;
        double y = Math.min(a * tSquared, LARGEST_Y);
        double denominator = 1 + y + y * y;
        double inverse = 1 / (denominator * (denominator + q));
        double perParticle =
                gammaPhi3
                        * Logarithm.ofOnePlus(
                                q * (denominator + q) * inverse,
                                denominator * denominator * inverse);
        double ySlope = (1 + 2 * y) * inverse;
        // ∂ε/∂ε_c^unif and ∂ε/∂(t²) at fixed φ
        double uniformSlope = (1 + q) * denominator * inverse + y * ySlope;
        double tSlope = -gammaPhi3 * q * a * ySlope;
        double phiSlope =
                (3 * (perParticle - energy.uniform * uniformSlope) - 2 * tSquared * tSlope)
                        * inversePhi;

        energy.addPolarised(
                density,
                perParticle,
                -density.rs / 3 * uniformSlope * energy.uniformRs - 7.0 / 3 * tSquared * tSlope,
                uniformSlope * energy.uniformZeta + phiSlope * density.phiSlope(),
                density.rho * scale * tSlope);
    }

    @Override
    public Set<Variable> needs() {
        return Variable.GRADIENT;
    }
}
