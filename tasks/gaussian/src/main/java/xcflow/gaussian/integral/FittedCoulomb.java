package xcflow.gaussian.integral;

import java.util.List;
import xcflow.gaussian.basis.Basis;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * Coulomb matrix of a density that is fitted by auxiliary functions so that the field of the error
 * has the least energy: J_ab = Σ_PQ (ab|P) (P|Q)^(−1) (Q|ρ). B. I. Dunlap, J. W. D. Connolly, J. R.
 * Sabin, J. Chem. Phys. 71, 3396 (1979).
 *
 * <p>Densities and potentials are formed in Hermite Gaussians, so no three-index integral is ever
 * stored.
 */
public final class FittedCoulomb implements CoulombMatrix {
    private static final double NEGLIGIBLE = 1e-12;

    private final int n;
    private final int auxiliaries;
    private final List<Distribution> products;
    private final List<Distribution> singles;

    /** Cholesky factor of the metric (P|Q). */
    private final double[] factor;

    private final Workers workers;

    /**
     * @param auxiliary auxiliary basis of the same molecule, such as def2-universal-jfit
     */
    public FittedCoulomb(Basis basis, Basis auxiliary, Workers workers) {
        this.n = basis.count();
        this.auxiliaries = auxiliary.count();
        this.products = Distributions.products(basis, NEGLIGIBLE, workers);
        this.singles = Distributions.singles(auxiliary);
        this.workers = workers;
        this.factor = TwoCentre.repulsion(singles, auxiliaries, workers);
        LinearAlgebra.factorPositive(auxiliaries, factor);
    }

    /** Coefficients of the auxiliary functions in the fit of a density. */
    double[] coefficients(double[] density) {
        double[] charges = new double[auxiliaries];
        HermiteField electrons = HermiteField.expand(products, density, n, workers);
        Interaction.potential(singles, electrons, workers).collect(charges, 1);
        LinearAlgebra.solveFactored(auxiliaries, factor, 1, charges);
        return charges;
    }

    @Override
    public double[] build(double[] density) {
        double[] charges = coefficients(density);
        HermiteField fitted = HermiteField.expand(singles, charges, 1, workers);
        double[] matrix = new double[n * n];
        Interaction.potential(products, fitted, workers).collect(matrix, n);
        return OneElectron.symmetrise(matrix, n);
    }
}
