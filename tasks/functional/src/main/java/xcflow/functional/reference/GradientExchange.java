package xcflow.functional.reference;

/**
 * Exchange of a generalised gradient approximation, e_x = e_x^unif(ρ) F(s), and for a polarised
 * density the spin scaling relation E_x[ρ↑, ρ↓] = (E_x[2ρ↑] + E_x[2ρ↓]) / 2. Oliver and Perdew,
 * Phys. Rev. A 20, 397 (1979).
 */
record GradientExchange(Enhancement enhancement) implements Term {
    /** s² = this × σ / ρ^{8/3}. */
    static final double S_SQUARED = 0.25 / Math.pow(3 * Math.PI * Math.PI, 2.0 / 3);

    /** Keeps the enhancement factors' polynomials in s² finite where a tail has no density left. */
    private static final double LARGEST = 1e60;

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        double rho = density.rho;
        double cbrt = density.cbrtRho;
        double inverse = 1 / (rho * cbrt);
        double scale = S_SQUARED * inverse * inverse;
        double sSquared = Math.min(scale * density.sigma, LARGEST);
        enhancement.at(sSquared, energy);
        double f = energy.enhancement;
        double slope = energy.enhancementSlope;
        double uniform = SlaterExchange.COEFFICIENT * cbrt;
        energy.energy += rho * uniform * f;
        energy.vRhoA += 4.0 / 3 * uniform * (f - 2 * sSquared * slope);
        energy.vSigmaAA += rho * uniform * scale * slope;
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        if (density.onePlusZeta > 0) {
            double rho = density.rho * density.onePlusZeta;
            double cbrt = density.cbrtRho * density.cbrtOnePlusZeta;
            double inverse = 1 / (rho * cbrt);
            double scale = S_SQUARED * inverse * inverse;
            double sSquared = Math.min(4 * scale * density.sigmaA, LARGEST);
            enhancement.at(sSquared, energy);
            double uniform = SlaterExchange.COEFFICIENT * cbrt;
            double f = energy.enhancement;
            double slope = energy.enhancementSlope;
            energy.energy += 0.5 * rho * uniform * f;
            energy.vRhoA += 4.0 / 3 * uniform * (f - 2 * sSquared * slope);
            energy.vSigmaAA += 2 * rho * uniform * scale * slope;
        }
        if (density.oneMinusZeta > 0) {
            double rho = density.rho * density.oneMinusZeta;
            double cbrt = density.cbrtRho * density.cbrtOneMinusZeta;
            double inverse = 1 / (rho * cbrt);
            double scale = S_SQUARED * inverse * inverse;
            double sSquared = Math.min(4 * scale * density.sigmaB, LARGEST);
            enhancement.at(sSquared, energy);
            double uniform = SlaterExchange.COEFFICIENT * cbrt;
            double f = energy.enhancement;
            double slope = energy.enhancementSlope;
            energy.energy += 0.5 * rho * uniform * f;
            energy.vRhoB += 4.0 / 3 * uniform * (f - 2 * sSquared * slope);
            energy.vSigmaBB += 2 * rho * uniform * scale * slope;
        }
    }

    @Override
    public boolean dependsOnGradient() {
        return true;
    }
}
