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
    private final double[] coefficients;

    /**
     * @param atoms pseudopotential of each site
     */
    public LocalPseudopotential(DensityBasis basis, List<Site> sites, List<Gth> atoms) {
        this.basis = basis;
        this.coefficients = new AtomicSum(basis, sites).of(atoms, Gth::local);
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
}
