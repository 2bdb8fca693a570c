package xcflow.planewave.term;

import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridPotential;
import xcflow.planewave.basis.GridTransform;
import xcflow.planewave.basis.Symmetriser;

/**
 * A local potential that terms add to: coefficients in Hartree, laid out as those of a density, one
 * array for each spin; and likewise, without unit, the derivative v_τ of the energy with respect to
 * the kinetic energy density, where there is one.
 */
public final class Potential {
    private final DensityBasis basis;
    private final double[][] coefficients;
    private final double[][] kinetic;

    /** A zero potential without v_τ. */
    public Potential(DensityBasis basis, int spins) {
        this(basis, spins, false);
    }

    /** A zero potential for a density. */
    public static Potential of(Density density) {
        return new Potential(density.basis(), density.spins(), density.hasKinetic());
    }

    private Potential(DensityBasis basis, int spins, boolean withKinetic) {
        this.basis = basis;
        this.coefficients = new double[spins][2 * basis.size()];
        this.kinetic = withKinetic ? new double[spins][2 * basis.size()] : null;
    }

    /** Adds the same coefficients for each spin. */
    void add(double[] values) {
        for (int spin = 0; spin < coefficients.length; spin++) {
            add(spin, values);
        }
    }

    void add(int spin, double[] values) {
        add(values, coefficients[spin]);
    }

    void addKinetic(int spin, double[] values) {
        add(values, kinetic[spin]);
    }

    private static void add(double[] values, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    /** Coefficients of one spin; not a copy. */
    public double[] coefficients(int spin) {
        return coefficients[spin];
    }

    /** Coefficients of v_τ of one spin; not a copy; null if there is none. */
    public double[] kinetic(int spin) {
        return kinetic == null ? null : kinetic[spin];
    }

    /** Gives the potential the symmetry that rounding on a grid took from it. */
    public void symmetrise(Symmetriser symmetriser) {
        for (int spin = 0; spin < coefficients.length; spin++) {
            symmetriser.apply(coefficients[spin]);
            if (kinetic != null) {
                symmetriser.apply(kinetic[spin]);
            }
        }
    }

    /** The operators for each spin. */
    public LocalOperator[] onGrid() {
        LocalOperator[] operators = new LocalOperator[coefficients.length];
        for (int spin = 0; spin < operators.length; spin++) {
            operators[spin] =
                    new LocalOperator(
                            onGrid(coefficients[spin]),
                            kinetic == null ? null : onGrid(kinetic[spin]));
        }
        return operators;
    }

    private GridPotential onGrid(double[] values) {
        return new GridPotential(basis.box(), GridTransform.toGrid(basis, values));
    }

    /** ∫ (v ρ + v_τ τ) dr, Hartree, for each spin with its own density. */
    public double energy(Density density) {
        double sum = 0;
        for (int spin = 0; spin < coefficients.length; spin++) {
            sum += product(coefficients[spin], density.spin(spin));
            if (kinetic != null) {
                sum += product(kinetic[spin], density.kinetic(spin));
            }
        }
        return basis.volume() * sum;
    }

    private static double product(double[] v, double[] field) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += v[i] * field[i];
        }
        return sum;
    }
}
