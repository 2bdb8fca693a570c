package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Variable;

/**
 * Exchange of a generalised gradient approximation, e_x = e_x^unif(ρ) F(s), and for a polarised
 * density the spin scaling relation E_x[ρ↑, ρ↓] = (E_x[2ρ↑] + E_x[2ρ↓]) / 2. Oliver and Perdew,
 * Phys. Rev. A 20, 397 (1979).
 */
record GradientExchange(Enhancement enhancement) implements Term {
    /** s² = this × σ / ρ^{8/3}. */
    static final double S_SQUARED = 0.25 / DensityScales.FERMI_SQUARED;

    /** Keeps the enhancement factors' polynomials in s² finite where a tail has no density left. */
    private static final double LARGEST = 1e60;

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        double scale = scale(density.inverseCbrtRho);
        double sSquared = Math.min(scale * density.sigma, LARGEST);
        enhancement.at(sSquared, energy);
        double uniform = SlaterExchange.COEFFICIENT * density.cbrtRho;
        double slope = energy.enhancementSlope;
        energy.energy += density.rho * uniform * energy.enhancement;
        energy.vRhoA += 4.0 / 3 * uniform * (energy.enhancement - 2 * sSquared * slope);
        energy.vSigmaAA += density.rho * uniform * scale * slope;
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        if (density.onePlusZeta > 0) {
            double rho = density.rho * density.onePlusZeta;
            double scale = scale(density.inverseCbrtRho * density.inverseCbrtOnePlusZeta);
            double sSquared = Math.min(4 * scale * density.sigmaA, LARGEST);
            enhancement.at(sSquared, energy);
            double uniform = SlaterExchange.COEFFICIENT * density.cbrtRho * density.cbrtOnePlusZeta;
            double slope = energy.enhancementSlope;
            energy.energy += 0.5 * rho * uniform * energy.enhancement;
            energy.vRhoA += 4.0 / 3 * uniform * (energy.enhancement - 2 * sSquared * slope);
            energy.vSigmaAA += 2 * rho * uniform * scale * slope;
        }
        if (density.oneMinusZeta > 0) {
            double rho = density.rho * density.oneMinusZeta;
            double scale = scale(density.inverseCbrtRho * density.inverseCbrtOneMinusZeta);
            double sSquared = Math.min(4 * scale * density.sigmaB, LARGEST);
            enhancement.at(sSquared, energy);
            double uniform =
                    SlaterExchange.COEFFICIENT * density.cbrtRho * density.cbrtOneMinusZeta;
            double slope = energy.enhancementSlope;
            energy.energy += 0.5 * rho * uniform * energy.enhancement;
            energy.vRhoB += 4.0 / 3 * uniform * (energy.enhancement - 2 * sSquared * slope);
            energy.vSigmaBB += 2 * rho * uniform * scale * slope;
        }
    }

    /** s² / σ of a density ρ, given ρ^{−1/3}. */
    private static double scale(double inverseCbrt) {
        double square = inverseCbrt * inverseCbrt;
        double fourth = square * square;
        return S_SQUARED * fourth * fourth;
    }

    @Override
    public Set<Variable> needs() {
        return Variable.GRADIENT;
    }
}
