package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Variable;

/**
 * Exchange of the uniform electron gas, e_x = −(3/4)(3/π)^{1/3} ρ^{4/3} for an unpolarised density.
 * Dirac, Math. Proc. Camb. Philos. Soc. 26, 376 (1930).
 */
final class SlaterExchange implements Term {
    /** −(3/4)(3/π)^{1/3}. */
    static final double COEFFICIENT = DensityScales.EXCHANGE;

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        double perParticle = COEFFICIENT * density.cbrtRho;
        energy.energy += density.rho * perParticle;
        energy.vRhoA += 4.0 / 3 * perParticle;
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        double perParticle = COEFFICIENT * density.cbrtRho;
        double up = perParticle * density.cbrtOnePlusZeta;
        double down = perParticle * density.cbrtOneMinusZeta;
        energy.energy +=
                0.5 * density.rho * (density.onePlusZeta * up + density.oneMinusZeta * down);
        energy.vRhoA += 4.0 / 3 * up;
        energy.vRhoB += 4.0 / 3 * down;
    }

    @Override
    public Set<Variable> needs() {
        return Variable.LOCAL;
    }
}
