package xcflow.planewave.term;

import java.util.Arrays;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridPotential;
import xcflow.planewave.basis.GridTransform;
import xcflow.planewave.basis.Symmetriser;

/**
 * A local potential that terms add to: coefficients in Hartree, laid out as those of a density, one
 * array for each spin.
 */
public final class Potential {
    private final DensityBasis basis;
    private final double[][] coefficients;

    /** A zero potential. */
    public Potential(DensityBasis basis, int spins) {
        this.basis = basis;
        this.coefficients = new double[spins][2 * basis.size()];
    }

    /** Adds the same coefficients for each spin. */
    void add(double[] values) {
        for (int spin = 0; spin < coefficients.length; spin++) {
            add(spin, values);
        }
    }

    void add(int spin, double[] values) {
        double[] sum = coefficients[spin];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    /** Coefficients of one spin; not a copy. */
    public double[] coefficients(int spin) {
        return coefficients[spin];
    }

    /** Gives the potential the symmetry that rounding on a grid took from it. */
    public void symmetrise(Symmetriser symmetriser) {
        for (double[] spin : coefficients) {
            symmetriser.apply(spin);
        }
    }

    /** Values on the grid for each spin. */
    public GridPotential[] onGrid() {
        return Arrays.stream(coefficients)
                .map(spin -> new GridPotential(basis.box(), GridTransform.toGrid(basis, spin)))
                .toArray(GridPotential[]::new);
    }

    /** ∫ v ρ dr, Hartree, for each spin with its own density. */
    public double energy(xcflow.planewave.basis.Density density) {
        double sum = 0;
        for (int spin = 0; spin < coefficients.length; spin++) {
            double[] rho = density.spin(spin);
            double[] v = coefficients[spin];
            for (int i = 0; i < v.length; i++) {
                sum += v[i] * rho[i];
            }
        }
        return basis.volume() * sum;
    }
}
