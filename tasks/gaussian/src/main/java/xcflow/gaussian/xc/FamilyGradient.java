package xcflow.gaussian.xc;

import java.util.Arrays;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.grid.MolecularGrid;

/**
 * Σ_χ [∇χ Q + Σ_j ∇∂_jχ T_j] over the shells of one atom and angular momentum, at the points of a
 * block. With χ = R·Y, ∇R = S r and ∇S = U r, sums over shells are formed with R, S and U first,
 * and only these meet the angular functions.
 */
final class FamilyGradient {
    private static final int P = MolecularGrid.BLOCK;

    private final Basis basis;
    private final AngularCurvature[] curvatures;
    private final double[][] result = new double[3][P];

    /** Sums over shells of Q with R and S, and of a partner with R, S and U. */
    private final double[][] sums = new double[5][P];

    /** Sums over shells of T_j with R and S; then those along r of T with S and U. */
    private final double[][] radial = new double[3][P];

    private final double[][] sloped = new double[3][P];
    private final double[] alongSloped = new double[P];
    private final double[] alongCurved = new double[P];

    private final double[][] slopes = new double[3][P];
    private final double[] row = new double[P];
    private final double[] squares = new double[P];
    private final double[] exponential = new double[P];
    private double[][] curved = {};

    private BlockWork block;
    private AngularPart part;
    private AngularCurvature curvature;
    private int first;
    private int last;
    private int at;
    private int count;

    FamilyGradient(Basis basis) {
        this.basis = basis;
        curvatures = new AngularCurvature[basis.maxL() + 1];
    }

    /** Turns to the family that is visited. */
    void enter(BlockWork visited, int firstShell, int lastShell, int function) {
        block = visited;
        first = firstShell;
        last = lastShell;
        at = function;
        count = visited.points();
        part = visited.families().part(firstShell);
    }

    /** One component of the result. */
    double[] slope(int axis) {
        return result[axis];
    }

    /**
     * Fills the result.
     *
     * @param partners D χ, Q and D ∂_j χ, one row for each function of the block; Q only with
     *     gradients, the last three only with the kinetic energy density
     * @param scalar a
     */
    void fill(double[][] partners, double[] scalar, double[][] vector, double[] tensor) {
        for (double[] component : result) {
            Arrays.fill(component, 0, count, 0);
        }
        if (vector != null) {
            curvature();
            fillCurved();
        }
        int width = part.functions();
        for (int f = 0; f < width; f++) {
            for (int axis = 0; axis < 3; axis++) {
                part.derivative(f, axis, block.families().monomials, slopes[axis], count);
            }
            double[] harmonic = block.families().harmonics[at + f];
            sum(vector == null ? partners[0] : partners[1], f, sums[0], sums[1], null);
            if (vector == null) {
                Rows.scale(count, scalar, sums[0], 0);
                Rows.scale(count, scalar, sums[1], 0);
            }
            addFirst(harmonic);
            if (vector != null) {
                collect(partners, f, vector, tensor);
                addSecond(f, harmonic);
            }
        }
    }

    private void curvature() {
        int l = part.degree();
        if (curvatures[l] == null) {
            curvatures[l] = new AngularCurvature(basis.angular(), l);
        }
        curvature = curvatures[l];
    }

    /** U of each shell. */
    private void fillCurved() {
        if (curved.length < last - first) {
            curved = new double[last - first][P];
        }
        double[][] r = block.families().monomials;
        Arrays.fill(squares, 0, count, 0);
        for (int axis = 1; axis <= 3; axis++) {
            Rows.addProduct(count, 1, r[axis], r[axis], squares);
        }
        for (int s = first; s < last; s++) {
            Shell shell = basis.shells().get(block.functions().shells()[s]);
            double[] out = curved[s - first];
            Arrays.fill(out, 0, count, 0);
            if (shell.exponents().length == 1) {
                Rows.add(count, -2 * shell.exponents()[0], block.functions().slope()[s], out);
                continue;
            }
            for (int k = 0; k < shell.exponents().length; k++) {
                double alpha = shell.exponents()[k];
                Exponential.gaussian(alpha, squares, exponential, count);
                Rows.add(count, 4 * alpha * alpha * shell.coefficients()[k], exponential, out);
            }
        }
    }

    /** Sums over shells of a panel's rows with R, S and, if asked for, U. */
    private void sum(double[] panel, int f, double[] withR, double[] withS, double[] withU) {
        Arrays.fill(withR, 0, count, 0);
        Arrays.fill(withS, 0, count, 0);
        if (withU != null) {
            Arrays.fill(withU, 0, count, 0);
        }
        for (int s = first; s < last; s++) {
            int start = (at + (s - first) * part.functions() + f) * count;
            Rows.addRadial(count, panel, start, block.functions().radial()[s], withR);
            Rows.addRadial(count, panel, start, block.functions().slope()[s], withS);
            if (withU != null) {
                Rows.addRadial(count, panel, start, curved[s - first], withU);
            }
        }
    }

    /** ∇χ Q = S Q r Y + R Q ∇Y. */
    private void addFirst(double[] harmonic) {
        double[][] r = block.families().monomials;
        Rows.multiply(count, sums[1], harmonic, row);
        for (int axis = 0; axis < 3; axis++) {
            Rows.addProduct(count, 1, row, r[1 + axis], result[axis]);
            if (part.degree() > 0) {
                Rows.addProduct(count, 1, sums[0], slopes[axis], result[axis]);
            }
        }
    }

    /** Sums of T_j over shells. */
    private void collect(double[][] partners, int f, double[][] vector, double[] tensor) {
        double[][] r = block.families().monomials;
        sum(partners[0], f, sums[2], sums[3], sums[4]);
        Arrays.fill(row, 0, count, 0);
        for (int j = 0; j < 3; j++) {
            Rows.addProduct(count, 1, vector[j], r[1 + j], row);
            Rows.multiply(count, vector[j], sums[2], radial[j]);
            Rows.multiply(count, vector[j], sums[3], sloped[j]);
        }
        Rows.multiply(count, row, sums[4], alongCurved);
        for (int j = 0; tensor != null && j < 3; j++) {
            sum(partners[2 + j], f, sums[2], sums[3], sums[4]);
            Rows.addProduct(count, 2, tensor, sums[2], radial[j]);
            Rows.addProduct(count, 2, tensor, sums[3], sloped[j]);
            Rows.multiply(count, tensor, r[1 + j], row);
            Rows.addProduct(count, 2, row, sums[4], alongCurved);
        }
        Arrays.fill(alongSloped, 0, count, 0);
        for (int j = 0; j < 3; j++) {
            Rows.addProduct(count, 1, sloped[j], r[1 + j], alongSloped);
        }
    }

    /** Σ_j ∂_i∂_jχ T_j = r_i (Y U r·T + S T·∇Y) + Y S T_i + ∂_iY S r·T + R Σ_j ∂_i∂_jY T_j. */
    private void addSecond(int f, double[] harmonic) {
        double[][] r = block.families().monomials;
        boolean hasSlope = part.degree() > 0;
        Rows.multiply(count, alongCurved, harmonic, row);
        for (int j = 0; hasSlope && j < 3; j++) {
            Rows.addProduct(count, 1, sloped[j], slopes[j], row);
        }
        for (int i = 0; i < 3; i++) {
            Rows.addProduct(count, 1, row, r[1 + i], result[i]);
            Rows.addProduct(count, 1, sloped[i], harmonic, result[i]);
            if (hasSlope) {
                Rows.addProduct(count, 1, alongSloped, slopes[i], result[i]);
            }
        }
        for (int i = 0; part.degree() > 1 && i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                curvature.derivative(f, i, j, r, row, count);
                Rows.addProduct(count, 1, row, radial[j], result[i]);
            }
        }
    }
}
