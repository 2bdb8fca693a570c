package xcflow.functional.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Factor;
import xcflow.numerics.Workers;

/**
 * The three-part cloning loss of one factor on one data set, as a sum of squares, and its parts.
 *
 * <pre>
 *   L = Σ_i n_i/N [λ_e (Δε_i)² + λ_v (Δv_ρ,i)² + λ_g (2 σ_i Δv_σ,i/ρ_i)²]
 *     + λ_E/M Σ_m (ΔE_m)² + synthetic
 * </pre>
 *
 * <p>with the electrons n_i = w_i ρ_i that a point stands for, N in total, and M systems.
 */
final class CloningLoss {
    /** Finer than what the pointwise loss needs: integrals weigh cancelling errors. */
    private static final Thinning FOR_INTEGRALS = new Thinning(200, 40);

    private static final int SPIN_CELLS = 10;

    /** Typical energy per particle by which relative errors become comparable to absolute ones. */
    private static final double TYPICAL_ENERGY = 0.5;

    private final FactorProblem problem;
    private final LossWeights weights;
    private final int rows;
    private final int densityRows;
    private final int systems;

    private CloningLoss(
            FactorProblem problem, LossWeights weights, int rows, int densityRows, int systems) {
        this.problem = problem;
        this.weights = weights;
        this.rows = rows;
        this.densityRows = densityRows;
        this.systems = systems;
    }

    /**
     * @param synthetic whether the synthetic grid takes part
     */
    static CloningLoss of(
            Part part,
            Factor factor,
            DataSet data,
            LossWeights weights,
            int cells,
            boolean synthetic,
            Workers workers) {
        double[] scale = {
            Math.sqrt(weights.energy()),
            Math.sqrt(weights.potential()),
            Math.sqrt(weights.gradient())
        };
        double total = Arrays.stream(data.electrons()).sum();
        var pointwise = new ArrayList<Samples>();
        var rough = new Thinning(cells, SPIN_CELLS).thinTogether(data);
        pointwise.add(part.pointwise(rough, scale, (n, e) -> Math.sqrt(Math.max(n, 0) / total)));
        int densityRows = pointwise.get(0).size() * part.rows();
        if (synthetic && weights.synthetic() > 0) {
            var grid = syntheticGrid(part.exchange());
            double root = TYPICAL_ENERGY * Math.sqrt(weights.synthetic() / grid.size());
            pointwise.add(part.pointwise(grid, scale, (n, e) -> root / e));
        }
        var fine = FOR_INTEGRALS.thin(data);
        int[] owner = new int[part.capacity(fine)];
        var integrated = part.integrated(fine, owner);
        int systems = data.systems().size();
        double[] systemWeight = new double[systems];
        Arrays.fill(systemWeight, Math.sqrt(weights.integrated() / systems));
        var problem =
                new FactorProblem(factor, pointwise, integrated, owner, systemWeight, workers);
        return new CloningLoss(problem, weights, part.rows(), densityRows, systems);
    }

    /**
     * Densities on a grid: r_s from 0.005 to 200, s from 0 to 8, for correlation also ζ from 0 to
     * 1.
     */
    private static DataSet syntheticGrid(boolean exchange) {
        double[] zetas = exchange ? new double[] {0} : new double[] {0, 0.6, 1};
        int radii = 12;
        int gradients = 12;
        int n = radii * gradients * zetas.length;
        var points = Points.allocate(n, true);
        int i = 0;
        for (int r = 0; r < radii; r++) {
            double rs = 0.005 * Math.pow(200 / 0.005, r / (radii - 1.0));
            double rho = 3 / (4 * Math.PI * rs * rs * rs);
            double perS = DensityScales.GRADIENT * Math.pow(rho, 4.0 / 3);
            for (int g = 0; g < gradients; g++) {
                double xi = g / (gradients - 1.0) * (8.0 / 9);
                double gradient = perS * xi / (1 - xi);
                for (double zeta : zetas) {
                    double up = (1 + zeta) / 2;
                    double down = (1 - zeta) / 2;
                    points.rhoA[i] = up * rho;
                    points.rhoB[i] = down * rho;
                    points.sigmaAA[i] = up * up * gradient * gradient;
                    points.sigmaAB[i] = up * down * gradient * gradient;
                    points.sigmaBB[i] = down * down * gradient * gradient;
                    i++;
                }
            }
        }
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        return new DataSet(points, weights, new int[n], List.of("synthetic"));
    }

    FactorProblem problem() {
        return problem;
    }

    /** Root mean square errors: energy, potential, gradient, integrated. */
    double[] errors(double[] r) {
        double[] squares = new double[4];
        for (int i = 0; i < densityRows; i++) {
            int row = i % rows;
            squares[row == 0 ? 0 : row == rows - 1 ? 2 : 1] += r[i] * r[i];
        }
        for (int s = 0; s < systems; s++) {
            double deviation = r[problem.pointRows() + s];
            squares[3] += deviation * deviation;
        }
        double[] lambda = {
            weights.energy(), weights.potential(), weights.gradient(), weights.integrated()
        };
        for (int k = 0; k < 4; k++) {
            squares[k] = lambda[k] > 0 ? Math.sqrt(squares[k] / lambda[k]) : Double.NaN;
        }
        return squares;
    }
}
