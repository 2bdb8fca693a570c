package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.Variable;

/**
 * Gradient correction e^{−Φ} C(ρ) |∇ρ|² / (d ρ^{4/3}) to the correlation of the uniform gas, with Φ
 * = 1.745 × 0.11 [C(∞)/C(ρ)] |∇ρ| / ρ^{7/6}. Perdew, Phys. Rev. B 33, 8822 (1986), eqs. 4–9 and
 * erratum, Phys. Rev. B 34, 7406 (1986).
 */
final class P86Correlation implements Term {
    private static final GradientCoefficient COEFFICIENT = GradientCoefficient.AS_PUBLISHED;
    private static final double CUT_OFF = 1.745 * 0.11;
    private static final double HIGH_DENSITY =
            GradientCoefficient.HIGH_DENSITY - GradientCoefficient.EXCHANGE;

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        add(density, energy, 1, 0, false);
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        // 2^{2/3} u^{5/3} = (1 + ζ)^{5/3} / 2, and d = √(this sum)
        double up = density.cbrtOnePlusZeta * density.cbrtOnePlusZeta;
        double down = density.cbrtOneMinusZeta * density.cbrtOneMinusZeta;
        double square = (density.onePlusZeta * up + density.oneMinusZeta * down) / 2;
        double d = Math.sqrt(square);
        double relativeSlope = 5.0 / 12 * (up - down) / square;
        add(density, energy, d, relativeSlope, true);
    }

    /**
     * @param relativeSlope d'(ζ)/d
     */
    private static void add(
            LocalDensity density,
            LocalEnergy energy,
            double d,
            double relativeSlope,
            boolean polarised) {
        double rs = density.rs;
        double raw = COEFFICIENT.at(rs);
        double c = raw - GradientCoefficient.EXCHANGE;
        double cScaling = -rs / 3 * COEFFICIENT.slope(rs, raw) / c;
        double square = density.inverseCbrtRho * density.inverseCbrtRho;
        double perVolume = square * square * square * density.inverseCbrtRho;
        double reduced = perVolume * density.sigma;
        double phi = CUT_OFF * HIGH_DENSITY / c * Math.sqrt(reduced);
        double amplitude = Math.exp(-phi) * c / d;
        double perParticle = amplitude * reduced;
        // ρ ∂ ln ε/∂ρ: σ/ρ^{7/3} gives −7/3, Φ gives −∂ ln C − 7/6, C gives ∂ ln C.
        double scaling = perParticle * (-7.0 / 3 + cScaling + phi * (cScaling + 7.0 / 6));
        double sigmaSlope = density.rho * perVolume * amplitude * (1 - phi / 2);
        if (polarised) {
            energy.addPolarised(
                    density, perParticle, scaling, -perParticle * relativeSlope, sigmaSlope);
        } else {
            energy.addUnpolarised(density, perParticle, scaling, sigmaSlope);
        }
    }

    @Override
    public Set<Variable> needs() {
        return Variable.GRADIENT;
    }
}
