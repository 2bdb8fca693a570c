package xcflow.gaussian.integral;

import java.util.List;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Valence;
import xcflow.numerics.Workers;

/** Integrals over the effective core potentials of a basis. */
public final class CorePotentials {
    /** Products with a smaller Coulomb norm are left out. */
    private static final double NEGLIGIBLE = 1e-16;

    private CorePotentials() {}

    /** ⟨a|U|b⟩ of all core potentials together, hartree; symmetric [n × n], row-major. */
    public static double[] matrix(Basis basis, Workers workers) {
        int n = basis.count();
        double[] matrix = new double[n * n];
        Valence valence = basis.valence();
        if (!valence.replacesCores()) {
            return matrix;
        }
        List<Distribution> products = Distributions.products(basis, NEGLIGIBLE, workers);
        new LocalPotential(valence).at(products, workers).collect(matrix, n);
        OneElectron.symmetrise(matrix, n);
        for (int atom = 0; atom < valence.potentials().size(); atom++) {
            if (valence.core(atom) > 0) {
                new SemilocalPotential(basis, atom, false).addTo(matrix, n, workers);
            }
        }
        return OneElectron.symmetrise(matrix, n);
    }

    /**
     * Derivatives of the energy of a density in the potentials by the positions of the atoms.
     *
     * @param density symmetric, [n × n]
     * @return hartree per bohr, x, y and z of each atom
     */
    static double[] gradient(
            Basis basis, double[] density, MovingProducts products, Workers workers) {
        Valence valence = basis.valence();
        double[] gradient = new double[3 * valence.potentials().size()];
        LocalPotential local = new LocalPotential(valence);
        for (int atom = 0; atom < valence.potentials().size(); atom++) {
            if (valence.core(atom) == 0) {
                continue;
            }
            HermiteField field = local.at(products.raised(), atom, workers);
            double[] moved = products.gradient(density, field);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += moved[i];
                // Nothing changes when everything moves, so the potential has the opposite slope.
                gradient[3 * atom + i % 3] -= moved[i];
            }
            new SemilocalPotential(basis, atom, true)
                    .addGradient(density, basis.count(), gradient, workers);
        }
        return gradient;
    }
}
