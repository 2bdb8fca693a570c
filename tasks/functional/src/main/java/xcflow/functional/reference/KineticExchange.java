package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.Variable;
import xcflow.numerics.CubeRoot;

/**
 * Exchange of a meta-generalised gradient approximation, e_x = e_x^unif(ρ) F, and for a polarised
 * density the spin scaling relation E_x[ρ↑, ρ↓] = (E_x[2ρ↑] + E_x[2ρ↓]) / 2, in which the kinetic
 * energy density is doubled as well. Oliver and Perdew, Phys. Rev. A 20, 397 (1979).
 *
 * @param factor F
 * @param wantsFineGrid whether F has features that usual grids miss
 */
record KineticExchange(Factor factor, boolean wantsFineGrid) implements Term {

    /** Of a factor that usual grids integrate well. */
    KineticExchange(Factor factor) {
        this(factor, false);
    }

    /** Enhancement factor over the exchange of the uniform gas. */
    @FunctionalInterface
    interface Factor {
        Jet at(KineticDensity density);
    }

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        Jet e = energyDensity(energy.channel, density.rho, density.sigma, density.tau);
        energy.energy += e.v;
        energy.vRhoA += e.d[0];
        energy.vSigmaAA += e.d[1];
        energy.vTauA += e.d[2];
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        if (density.onePlusZeta > 0) {
            double rho = density.rho * density.onePlusZeta;
            Jet e = energyDensity(energy.channel, rho, 4 * density.sigmaA, 2 * density.tauA);
            energy.energy += 0.5 * e.v;
            energy.vRhoA += e.d[0];
            energy.vSigmaAA += 2 * e.d[1];
            energy.vTauA += e.d[2];
        }
        if (density.oneMinusZeta > 0) {
            double rho = density.rho * density.oneMinusZeta;
            Jet e = energyDensity(energy.channel, rho, 4 * density.sigmaB, 2 * density.tauB);
            energy.energy += 0.5 * e.v;
            energy.vRhoB += e.d[0];
            energy.vSigmaBB += 2 * e.d[1];
            energy.vTauB += e.d[2];
        }
    }

    private Jet energyDensity(Jets jets, double rho, double sigma, double tau) {
        jets.start();
        KineticDensity density = KineticDensity.unpolarised(jets, rho, sigma, tau);
        double cbrt = rho * CubeRoot.inverse(rho) * CubeRoot.inverse(rho);
        Jet uniform =
                density.rho()
                        .chain(
                                SlaterExchange.COEFFICIENT * rho * cbrt,
                                4.0 / 3 * SlaterExchange.COEFFICIENT * cbrt);
        return uniform.times(factor.at(density));
    }

    @Override
    public Set<Variable> needs() {
        return Variable.KINETIC;
    }
}
