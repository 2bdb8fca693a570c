package xcflow.functional.training;

import java.util.ArrayList;
import java.util.Arrays;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Factor;
import xcflow.numerics.Workers;

/**
 * The three-part cloning loss of one factor on one data set, as a sum of squares, and its parts.
 *
 * <pre>
 *   L = Σ_i n_i/N [λ_e (Δε_i)² + λ_v (Δv_ρ,i)² + λ_g (2 σ_i Δv_σ,i/ρ_i)² + λ_g (2 τ_i Δv_τ,i/ρ_i)²]
 *     + λ_E/M Σ_m (ΔE_m)² + synthetic
 * </pre>
 *
 * <p>with the electrons n_i = w_i ρ_i that a point stands for, N in total, and M systems. A system
 * of importance c counts as c of its kind, in both sums.
 */
final class CloningLoss {
    /** Finer than what the pointwise loss needs: integrals weigh cancelling errors. */
    private static final Thinning FOR_INTEGRALS = new Thinning(200, 40, false, 0);

    private static final Thinning FOR_KINETIC_INTEGRALS = new Thinning(64, 20, true, 0);

    /** Cells of the spins' gradients, of the pointwise loss and of the integrals. */
    private static final int GRADIENT_CELLS = 5;

    private static final int FINE_GRADIENT_CELLS = 12;

    private static final int SPIN_CELLS = 10;

    /** Typical energy per particle by which relative errors become comparable to absolute ones. */
    private static final double TYPICAL_ENERGY = 0.5;

    private final FactorProblem problem;
    private final LossWeights weights;
    private final int rows;
    private final int gradientRow;
    private final int densityRows;
    private final int systems;

    private CloningLoss(
            FactorProblem problem, LossWeights weights, Part part, int densityRows, int systems) {
        this.problem = problem;
        this.weights = weights;
        rows = part.rows();
        gradientRow = part.gradientRow();
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
        var counted = counted(data);
        double total = Arrays.stream(counted.electrons()).sum();
        var pointwise = new ArrayList<Samples>();
        // With another axis, as many cells of each would be too many points.
        int along = part.kinetic() ? cells / 2 : cells;
        var rough =
                new Thinning(along, SPIN_CELLS, part.kinetic(), part.spins() ? GRADIENT_CELLS : 0)
                        .thinTogether(counted);
        pointwise.add(part.pointwise(rough, scale, (n, e) -> Math.sqrt(Math.max(n, 0) / total)));
        int densityRows = pointwise.get(0).size() * part.rows();
        if (synthetic && weights.synthetic() > 0) {
            var grid = SyntheticGrid.of(part.exchange(), part.kinetic(), part.spins());
            double root = TYPICAL_ENERGY * Math.sqrt(weights.synthetic() / grid.size());
            pointwise.add(part.pointwise(grid, scale, (n, e) -> root / e));
        }
        var fine = forIntegrals(part).thin(data);
        int[] owner = new int[part.capacity(fine)];
        var integrated = part.integrated(fine, owner);
        int systems = data.systems().size();
        double[] systemWeight = new double[systems];
        double all = data.importance().stream().mapToDouble(each -> each).sum();
        for (int s = 0; s < systems; s++) {
            systemWeight[s] = Math.sqrt(weights.integrated() * data.importance().get(s) / all);
        }
        var problem =
                new FactorProblem(factor, pointwise, integrated, owner, systemWeight, workers);
        return new CloningLoss(problem, weights, part, densityRows, systems);
    }

    private static Thinning forIntegrals(Part part) {
        var plain = part.kinetic() ? FOR_KINETIC_INTEGRALS : FOR_INTEGRALS;
        return part.spins()
                ? new Thinning(64, plain.spinCells(), plain.kinetic(), FINE_GRADIENT_CELLS)
                : plain;
    }

    /** The points of a system of twice the importance count for twice the electrons. */
    private static DataSet counted(DataSet data) {
        if (data.importance().stream().allMatch(each -> each == 1)) {
            return data;
        }
        double[] scaled = data.weights().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= data.importance().get(data.system()[i]);
        }
        return new DataSet(data.points(), scaled, data.system(), data.systems());
    }

    FactorProblem problem() {
        return problem;
    }

    /** Root mean square errors: energy, potential, gradient (with τ's), integrated. */
    double[] errors(double[] r) {
        double[] squares = new double[4];
        for (int i = 0; i < densityRows; i++) {
            int row = i % rows;
            squares[row == 0 ? 0 : row < gradientRow ? 1 : 2] += r[i] * r[i];
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
