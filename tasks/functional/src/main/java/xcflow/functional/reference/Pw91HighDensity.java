package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Variable;

/**
 * The term H₁ of PW91's correlation, H₁ = ν [C_c(r_s) − C_c(0) − 3C_x/7] φ³ t² exp(−100 φ⁴
 * (k_s/k_F)² t²). Perdew et al., Phys. Rev. B 46, 6671 (1992), eq. 15.
 */
final class Pw91HighDensity implements Term {
    private static final GradientCoefficient COEFFICIENT = GradientCoefficient.WITHOUT_CUBIC_TERM;

    /** ν = (16/π)(3π²)^{1/3}. */
    static final double NU = 16 / Math.PI * DensityScales.FERMI;

    /** C_c(0) + C_x + 3C_x/7 with C_c(0) = C_xc(0) − C_x. */
    private static final double OFFSET =
            GradientCoefficient.HIGH_DENSITY + 3.0 / 7 * GradientCoefficient.EXCHANGE;

    /** 100 (k_s/k_F)² = this × r_s. */
    private static final double DECAY = 400 / Math.PI / Math.cbrt(9 * Math.PI / 4);

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        double rs = density.rs;
        double coefficient = COEFFICIENT.at(rs);
        double strength = coefficient - OFFSET;
        double scale = PbeCorrelation.tSquaredScale(density);
        double tau = scale * density.sigma;
        double exponent = DECAY * rs * tau;
        double decay = NU * Math.exp(-exponent);
        energy.addUnpolarised(
                density,
                decay * strength * tau,
                decay
                        * tau
                        * (-rs / 3 * COEFFICIENT.slope(rs, coefficient)
                                + strength * (8 * exponent - 7) / 3),
                density.rho * scale * decay * strength * (1 - exponent));
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        double rs = density.rs;
        double phi = density.phi();
        double coefficient = COEFFICIENT.at(rs);
        double strength = coefficient - OFFSET;
        double scale = PbeCorrelation.tSquaredScale(density);
        // φ² t², in which t itself no longer contains φ
        double tau = scale * density.sigma;
        double exponent = DECAY * rs * phi * phi * tau;
        double decay = NU * Math.exp(-exponent);
        energy.addPolarised(
                density,
                decay * strength * phi * tau,
                decay
                        * phi
                        * tau
                        * (-rs / 3 * COEFFICIENT.slope(rs, coefficient)
                                + strength * (8 * exponent - 7) / 3),
                decay * strength * tau * (1 - 2 * exponent) * density.phiSlope(),
                density.rho * scale * decay * strength * phi * (1 - exponent));
    }

    @Override
    public Set<Variable> needs() {
        return Variable.GRADIENT;
    }
}
