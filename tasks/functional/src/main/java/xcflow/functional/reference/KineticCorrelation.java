package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.Variable;

/**
 * Correlation of a meta-generalised gradient approximation.
 *
 * @param formula energy per volume
 * @param wantsFineGrid whether it has features that usual grids miss
 */
record KineticCorrelation(Formula formula, boolean wantsFineGrid) implements Term {

    /** Of a formula that usual grids integrate well. */
    KineticCorrelation(Formula formula) {
        this(formula, false);
    }

    /** Energy per volume of a density, which may be polarised. */
    @FunctionalInterface
    interface Formula {
        Jet at(KineticDensity density);
    }

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        energy.channel.start();
        Jet e =
                formula.at(
                        KineticDensity.unpolarised(
                                energy.channel, density.rho, density.sigma, density.tau));
        energy.energy += e.v;
        energy.vRhoA += e.d[0];
        energy.vSigmaAA += e.d[1];
        energy.vTauA += e.d[2];
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        energy.spins.start();
        Jet e = formula.at(polarised(density, energy.spins));
        energy.energy += e.v;
        energy.vRhoA += e.d[0];
        energy.vRhoB += e.d[1];
        energy.vSigmaAA += e.d[2];
        energy.vSigmaAB += e.d[3];
        energy.vSigmaBB += e.d[4];
        energy.vTauA += e.d[5];
        energy.vTauB += e.d[6];
    }

    /** Variables of the jets: ρ↑, ρ↓, σ↑↑, σ↑↓, σ↓↓, τ↑, τ↓. */
    private static KineticDensity polarised(LocalDensity density, Jets jets) {
        double half = 0.5 * density.rho;
        Jet up = jets.variable(half * density.onePlusZeta, 0);
        Jet down = jets.variable(half * density.oneMinusZeta, 1);
        Jet tauUp = jets.variable(density.tauA, 5);
        Jet tauDown = jets.variable(density.tauB, 6);
        Jet aa = jets.variable(Math.min(density.sigmaA, 8 * up.v * density.tauA), 2);
        Jet bb = jets.variable(Math.min(density.sigmaB, 8 * down.v * density.tauB), 4);
        // |∇ρ|² of the total density, whose greatest mixed product is √(σ↑↑ σ↓↓).
        double bound = Math.sqrt(aa.v * bb.v);
        double mixed = Math.max(-bound, Math.min(bound, density.sigmaMixed));
        Jet ab = jets.variable(mixed, 3);
        Jet rho = up.plus(down);
        Jet sigma = aa.plus(bb).plus(ab.times(2));
        sigma.v = Math.max(sigma.v, 0);
        Jet shareUp = up.over(rho);
        Jet shareDown = down.over(rho);
        return new KineticDensity(
                rho,
                sigma,
                tauUp.plus(tauDown),
                shareUp.times(2),
                shareDown.times(2),
                new KineticDensity.Channel(up, aa, tauUp, shareUp),
                new KineticDensity.Channel(down, bb, tauDown, shareDown));
    }

    @Override
    public Set<Variable> needs() {
        return Variable.KINETIC;
    }
}
