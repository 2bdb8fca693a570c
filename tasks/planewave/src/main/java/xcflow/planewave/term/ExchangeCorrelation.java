package xcflow.planewave.term;

import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridTransform;

/**
 * Exchange-correlation energy, summed over the points of the Fourier grid. Gradients of the density
 * and the divergence in the potential v = ∂e/∂ρ − ∇·(∂e/∂∇ρ) are taken in reciprocal space. White &
 * Bird, Phys. Rev. B 50, 4954 (1994). What depends on the kinetic energy density acts through
 * {@link LocalOperator}.
 */
public final class ExchangeCorrelation implements DensityTerm {
    /** Points that one worker evaluates at a time. */
    private static final int CHUNK = 2048;

    private final Functional functional;
    private final Workers workers;

    /**
     * Energy of a functional.
     *
     * @throws IllegalArgumentException if it has exact exchange
     */
    public ExchangeCorrelation(Functional functional, Workers workers) {
        if (!functional.exactExchange().isNone()) {
            throw new IllegalArgumentException(
                    functional.name()
                            + " needs exact exchange, which the plane-wave engine does not"
                            + " compute: use a semilocal functional there");
        }
        this.functional = functional.tabulated();
        this.workers = workers;
    }

    @Override
    public String name() {
        return "xc";
    }

    @Override
    public double evaluate(Density density, Potential potential) {
        DensityBasis basis = density.basis();
        GridDensity grid = GridDensity.of(density, functional.needs());
        Points points = grid.points();
        Results results = results(points);
        if (potential != null) {
            for (int spin = 0; spin < density.spins(); spin++) {
                potential.add(spin, potential(basis, grid, results, spin));
                if (functional.needs().contains(Variable.TAU)) {
                    potential.addKinetic(
                            spin, GridTransform.fromGrid(basis, results.of(Variable.TAU)[spin]));
                }
            }
        }
        double sum = 0;
        for (double energy : results.energy) {
            sum += energy;
        }
        return sum * basis.volume() / points.size();
    }

    private Results results(Points points) {
        Results results = Results.like(points);
        int chunks = (points.size() + CHUNK - 1) / CHUNK;
        workers.forEach(
                chunks,
                chunk ->
                        functional.evaluate(
                                points,
                                results,
                                chunk * CHUNK,
                                Math.min(points.size(), (chunk + 1) * CHUNK)));
        return results;
    }

    /**
     * Without what the directions of the orbitals' slopes add if there is τ: {@link
     * LocalOperator#addStrain}. A. Dal Corso & R. Resta, Phys. Rev. B 50, 4327 (1994).
     */
    @Override
    public double[] strain(Density density) {
        GridDensity grid = GridDensity.of(density, functional.needs());
        Points points = grid.points();
        Results results = results(points);
        double isotropic = 0;
        for (double energy : results.energy) {
            isotropic += energy;
        }
        for (Variable variable : functional.needs()) {
            int degree = variable == Variable.SIGMA ? 2 : 1;
            double[][] values = points.of(variable);
            for (int c = 0; c < values.length; c++) {
                isotropic -= degree * product(results.of(variable)[c], values[c]);
            }
        }
        double[] strain = {isotropic, 0, 0, 0, isotropic, 0, 0, 0, isotropic};
        for (int spin = 0;
                functional.needs().contains(Variable.SIGMA) && spin < density.spins();
                spin++) {
            for (int i = 0; i < 9; i++) {
                strain[i] -= product(flux(grid, results, spin, i / 3), grid.gradient(spin, i % 3));
            }
        }
        for (int i = 0; i < 9; i++) {
            strain[i] *= density.basis().volume() / points.size();
        }
        return strain;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum += a[p] * b[p];
        }
        return sum;
    }

    private double[] potential(DensityBasis basis, GridDensity grid, Results results, int spin) {
        double[] vRho = spin == 0 ? results.vRhoA : results.vRhoB;
        if (!functional.needs().contains(Variable.SIGMA)) {
            return GridTransform.fromGrid(basis, vRho);
        }
        double[] v = GridTransform.fromGrid(basis, vRho);
        for (int axis = 0; axis < 3; axis++) {
            double[] h = flux(grid, results, spin, axis);
            subtractDerivative(basis, GridTransform.fromGrid(basis, h), axis, v);
        }
        return v;
    }

    /** ∂e/∂∇ρ of one spin, one component. */
    private static double[] flux(GridDensity grid, Results results, int spin, int axis) {
        double[] own = spin == 0 ? results.vSigmaAA : results.vSigmaBB;
        double[] gradient = grid.gradient(spin, axis);
        double[] h = new double[own.length];
        for (int p = 0; p < h.length; p++) {
            h[p] = 2 * own[p] * gradient[p];
        }
        if (results.isPolarised()) {
            double[] other = grid.gradient(1 - spin, axis);
            for (int p = 0; p < h.length; p++) {
                h[p] += results.vSigmaAB[p] * other[p];
            }
        }
        return h;
    }

    /** v −= ∂h/∂x_axis, that is, v_G −= i G h_G. */
    private static void subtractDerivative(DensityBasis basis, double[] h, int axis, double[] v) {
        int n = basis.size();
        for (int g = 0; g < n; g++) {
            double component = basis.vector(g, axis);
            v[g] += component * h[n + g];
            v[n + g] -= component * h[g];
        }
    }
}
