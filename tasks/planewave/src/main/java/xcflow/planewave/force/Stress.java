package xcflow.planewave.force;

import java.util.List;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.Density;
import xcflow.planewave.term.Core;
import xcflow.planewave.term.DensityTerm;
import xcflow.planewave.term.Ewald;
import xcflow.planewave.term.ExchangeCorrelation;
import xcflow.planewave.term.Hartree;
import xcflow.planewave.term.Kinetic;
import xcflow.planewave.term.LocalOperator;
import xcflow.planewave.term.LocalPseudopotential;
import xcflow.planewave.term.Potential;

/**
 * Stress of the cell, σ = (1/Ω) ∂F/∂ε for the strain r → (1 + ε) r of lattice and atoms: positive
 * where the cell wants to shrink. O. H. Nielsen & R. M. Martin, Phys. Rev. B 32, 3792 (1985).
 *
 * <p>It is the derivative for a fixed set of plane waves. Energies of strained cells at a fixed
 * sharp cutoff follow it only on average, because waves enter and leave the basis, which makes
 * low-cutoff cells seem too small (P. G. Dacosta, O. H. Nielsen & K. Kunc, J. Phys. C 19, 3163
 * (1986)). With a smoothed cutoff the waves that enter and leave are empty, and it is the
 * derivative at a fixed cutoff, that is, the slope of scans of the volume.
 */
public final class Stress {
    private Stress() {}

    /** The stress, [3 × 3] row-major, Ha/bohr³. */
    public static double[] of(GroundState state) {
        try (Workers workers = new Workers(state.threads())) {
            Density density = state.density();
            ExchangeCorrelation xc = new ExchangeCorrelation(state.functional(), workers);
            List<DensityTerm> terms =
                    List.of(
                            new Hartree(),
                            new LocalPseudopotential(
                                    density.basis(), state.crystal().sites(), state.atoms()),
                            xc);
            double[] strain = Ewald.strain(state.crystal(), state.atoms());
            double core = Core.energy(state.crystal().volume(), state.atoms(), state.electrons());
            for (int i = 0; i < 9; i += 4) {
                strain[i] -= core;
            }
            terms.forEach(term -> add(term.strain(density), strain));
            add(ofOrbitals(state, onGrid(xc, density, state), workers), strain);
            double[] stress = new SiteSymmetry(state.crystal(), state.group()).tensor(strain);
            for (int i = 0; i < 9; i++) {
                stress[i] /= state.crystal().volume();
            }
            return stress;
        }
    }

    /** The operators of exchange and correlation for each spin. */
    private static LocalOperator[] onGrid(
            ExchangeCorrelation xc, Density density, GroundState state) {
        if (!density.hasKinetic()) {
            return new LocalOperator[] {
                new LocalOperator(null, null), new LocalOperator(null, null)
            };
        }
        Potential potential = Potential.of(density);
        xc.evaluate(density, potential);
        potential.symmetrise(state.symmetriser());
        return potential.onGrid();
    }

    private static double[] ofOrbitals(GroundState state, LocalOperator[] local, Workers workers) {
        double[][] parts = new double[state.orbitals().size()][];
        workers.forEach(
                parts.length,
                i -> {
                    FilledOrbitals filled = state.orbitals().get(i);
                    parts[i] = Forces.derivatives(state, filled).strain();
                    add(
                            Kinetic.strain(
                                    filled.basis(),
                                    state.smoothing(),
                                    filled.orbitals(),
                                    filled.charges()),
                            parts[i]);
                    double[] orbital = new double[filled.basis().length()];
                    for (int band = 0; band < filled.charges().length; band++) {
                        filled.orbitals().getRow(band, orbital);
                        local[filled.spin()].addStrain(
                                filled.basis(), orbital, filled.charges()[band], parts[i]);
                    }
                });
        double[] sum = new double[9];
        for (double[] part : parts) {
            add(part, sum);
        }
        return sum;
    }

    private static void add(double[] part, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += part[i];
        }
    }
}
