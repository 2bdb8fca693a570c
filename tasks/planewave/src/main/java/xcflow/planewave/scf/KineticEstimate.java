package xcflow.planewave.scf;

import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.GridTransform;
import xcflow.planewave.term.GridDensity;

/**
 * The kinetic energy density of a density whose orbitals are not known: that of the uniform gas and
 * von Weizsäcker's, τ_σ = (3/10) (6π²)^(2/3) ρ_σ^(5/3) + |∇ρ_σ|²/8ρ_σ. Good enough to begin with,
 * and never below von Weizsäcker's, which functionals take for a bound.
 */
final class KineticEstimate {
    private static final double UNIFORM = 0.3 * Math.pow(6 * Math.PI * Math.PI, 2.0 / 3);

    /** Densities below this have no kinetic energy, bohr⁻³. */
    private static final double NONE = 1e-12;

    private KineticEstimate() {}

    /** The density with the estimate. */
    static Density of(Density density) {
        Points points = GridDensity.of(density, Variable.GRADIENT).points().polarised();
        int spins = density.spins();
        double[][] tau = new double[spins][];
        for (int spin = 0; spin < spins; spin++) {
            double[] values =
                    ofSpin(
                            points.of(Variable.RHO)[spin],
                            spin == 0 ? points.sigmaAA : points.sigmaBB);
            tau[spin] = GridTransform.fromGrid(density.basis(), values);
        }
        for (int i = 0; i < tau[0].length; i++) {
            double up = tau[0][i];
            double down = spins == 1 ? up : tau[1][i];
            tau[0][i] = up + down;
            if (spins == 2) {
                tau[1][i] = up - down;
            }
        }
        return new Density(density.basis(), density.total(), density.magnetisation(), tau);
    }

    private static double[] ofSpin(double[] rho, double[] sigma) {
        double[] tau = new double[rho.length];
        for (int p = 0; p < tau.length; p++) {
            if (rho[p] > NONE) {
                tau[p] = UNIFORM * Math.pow(rho[p], 5.0 / 3) + sigma[p] / (8 * rho[p]);
            }
        }
        return tau;
    }
}
