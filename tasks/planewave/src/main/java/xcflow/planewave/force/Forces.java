package xcflow.planewave.force;

import xcflow.numerics.Workers;
import xcflow.planewave.basis.Density;
import xcflow.planewave.pseudopotential.ValenceDensity;
import xcflow.planewave.term.AtomicSum;
import xcflow.planewave.term.Ewald;
import xcflow.planewave.term.ExchangeCorrelation;
import xcflow.planewave.term.Hartree;
import xcflow.planewave.term.LocalPseudopotential;
import xcflow.planewave.term.NonLocalDerivatives;
import xcflow.planewave.term.Potential;

/**
 * Forces on the atoms: minus the derivative of the free energy with respect to the positions, by
 * the theorem of Hellmann and Feynman. Plane waves do not move with the atoms and the
 * pseudopotentials have no core densities, so ions, local and non-local pseudopotential are all
 * there is; smearing changes nothing, because occupations make the free energy stationary. M. C.
 * Payne et al., Rev. Mod. Phys. 64, 1045 (1992), section IV.
 *
 * <p>The forces are derivatives of the energy as it is calculated, so that they sum to zero only as
 * far as the grid of exchange and correlation lets the energy be independent of a common
 * translation.
 */
public final class Forces {
    private Forces() {}

    /** The forces, [sites × 3], Ha/bohr. */
    public static double[] of(GroundState state) {
        try (Workers workers = new Workers(state.threads())) {
            Density density = state.density();
            LocalPseudopotential local =
                    new LocalPseudopotential(
                            density.basis(), state.crystal().sites(), state.atoms());
            double[] forces = Ewald.forces(state.crystal(), state.atoms());
            add(local.forces(density), forces);
            add(nonLocal(state, workers), forces);
            add(ofChangingPotential(state, local, workers), forces);
            return new SiteSymmetry(state.crystal(), state.group()).vectors(forces);
        }
    }

    private static double[] nonLocal(GroundState state, Workers workers) {
        double[][] parts = new double[state.orbitals().size()][];
        workers.forEach(
                parts.length, i -> parts[i] = derivatives(state, state.orbitals().get(i)).forces());
        double[] sum = new double[3 * state.atoms().size()];
        for (double[] part : parts) {
            add(part, sum);
        }
        return sum;
    }

    static NonLocalDerivatives derivatives(GroundState state, FilledOrbitals filled) {
        return new NonLocalDerivatives(
                filled.basis(),
                state.crystal().volume(),
                state.crystal().sites(),
                state.atoms(),
                filled.orbitals(),
                filled.charges());
    }

    /**
     * What is missing because the potential that the orbitals were found in is not yet that of
     * their density: its remaining change acts on the valence charge that each atom carries along.
     * That takes most of the error that is linear in the change. C. T. Chan, K. P. Bohnen & K. M.
     * Ho, Phys. Rev. B 47, 4771 (1993).
     */
    private static double[] ofChangingPotential(
            GroundState state, LocalPseudopotential local, Workers workers) {
        Density density = state.density();
        Potential own = Potential.of(density);
        new Hartree().evaluate(density, own);
        local.evaluate(density, own);
        new ExchangeCorrelation(state.functional(), workers).evaluate(density, own);
        own.symmetrise(state.symmetriser());
        int spins = density.spins();
        double[] change = new double[2 * density.basis().size()];
        for (int spin = 0; spin < spins; spin++) {
            double[] now = own.coefficients(spin);
            double[] before = state.potential().coefficients(spin);
            for (int i = 0; i < change.length; i++) {
                change[i] += (now[i] - before[i]) / spins;
            }
        }
        return new AtomicSum(density.basis(), state.crystal().sites())
                .forces(state.atoms(), ValenceDensity::of, change);
    }

    private static void add(double[] part, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += part[i];
        }
    }
}
