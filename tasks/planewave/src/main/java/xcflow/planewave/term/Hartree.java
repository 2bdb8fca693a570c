package xcflow.planewave.term;

import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;

/**
 * Electrostatic energy of the electrons among themselves, (Ω/2) Σ_{G≠0} 4π|ρ_G|²/G²; the average
 * potential is zero by convention.
 */
public final class Hartree implements DensityTerm {

    @Override
    public String name() {
        return "hartree";
    }

    @Override
    public double evaluate(Density density, Potential potential) {
        DensityBasis basis = density.basis();
        int n = basis.size();
        double[] rho = density.total();
        double[] v = new double[2 * n];
        double energy = 0;
        for (int g = 1; g < n; g++) {
            double kernel = 4 * Math.PI / basis.norm2(g);
            v[g] = kernel * rho[g];
            v[n + g] = kernel * rho[n + g];
            energy += v[g] * rho[g] + v[n + g] * rho[n + g];
        }
        if (potential != null) {
            potential.add(v);
        }
        return 0.5 * basis.volume() * energy;
    }
}
