package xcflow.planewave.term;

import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Site;

/**
 * Energy of the electrons in the local parts of the pseudopotentials, without the average of the
 * potential, which is {@link Core}.
 */
public final class LocalPseudopotential implements DensityTerm {
    private final DensityBasis basis;
    private final List<Gth> atoms;
    private final AtomicSum sum;
    private final double[] coefficients;

    /**
     * @param atoms pseudopotential of each site
     */
    public LocalPseudopotential(DensityBasis basis, List<Site> sites, List<Gth> atoms) {
        this.basis = basis;
        this.atoms = atoms;
        this.sum = new AtomicSum(basis, sites);
        this.coefficients = sum.of(atoms, Gth::local);
    }

    @Override
    public String name() {
        return "local-psp";
    }

    @Override
    public double evaluate(Density density, Potential potential) {
        double[] rho = density.total();
        double energy = 0;
        for (int i = 0; i < coefficients.length; i++) {
            energy += coefficients[i] * rho[i];
        }
        if (potential != null) {
            potential.add(coefficients);
        }
        return basis.volume() * energy;
    }

    /** Minus the derivative with respect to the positions, [sites × 3], Ha/bohr. */
    public double[] forces(Density density) {
        return sum.forces(atoms, Gth::local, density.total());
    }

    @Override
    public double[] strain(Density density) {
        int n = basis.size();
        double[] rho = density.total();
        double[] slopes = sum.of(atoms, (atom, q) -> atom.localSlope(q) / q);
        double[] strain = new double[9];
        for (int g = 1; g < n; g++) {
            double slope = rho[g] * slopes[g] + rho[n + g] * slopes[n + g];
            for (int i = 0; i < 9; i++) {
                strain[i] -= slope * basis.vector(g, i / 3) * basis.vector(g, i % 3);
            }
        }
        for (int i = 0; i < 9; i++) {
            strain[i] *= basis.volume();
        }
        double energy = evaluate(density, null);
        for (int i = 0; i < 9; i += 4) {
            strain[i] -= energy;
        }
        return strain;
    }
}
