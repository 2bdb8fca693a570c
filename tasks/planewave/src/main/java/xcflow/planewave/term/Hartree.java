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

    @Override
    public double[] strain(Density density) {
        DensityBasis basis = density.basis();
        int n = basis.size();
        double[] rho = density.total();
        double[] strain = new double[9];
        for (int g = 1; g < n; g++) {
            double square = rho[g] * rho[g] + rho[n + g] * rho[n + g];
            double share =
                    basis.volume() * 4 * Math.PI * square / (basis.norm2(g) * basis.norm2(g));
            for (int i = 0; i < 9; i++) {
                strain[i] += share * basis.vector(g, i / 3) * basis.vector(g, i % 3);
            }
        }
        double energy = evaluate(density, null);
        for (int i = 0; i < 9; i += 4) {
            strain[i] -= energy;
        }
        return strain;
    }
}
