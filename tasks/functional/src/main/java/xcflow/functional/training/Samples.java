package xcflow.functional.training;

import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.Variables;

/**
 * Points at which a factor F is compared with what it should be. Everything that is compared is a
 * linear combination α F + β_rs ∂F/∂r_s + β_ζ ∂F/∂ζ + β_p ∂F/∂p.
 *
 * <p>The variables are held in blocks of the size that kernels evaluate.
 */
final class Samples {
    /** Numbers that describe one row: α, β_rs, β_ζ, β_p and the target. */
    static final int STRIDE = 5;

    private final int size;
    private final int rows;
    private final Variables[] blocks;

    /** [size × rows × STRIDE] */
    final double[] coefficients;

    /**
     * @param rows number of combinations per point
     */
    Samples(int size, int rows, boolean polarised) {
        this.size = size;
        this.rows = rows;
        blocks = new Variables[(size + FactorKernel.BLOCK - 1) / FactorKernel.BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new Variables(pointsIn(b), polarised);
        }
        coefficients = new double[size * rows * STRIDE];
    }

    int size() {
        return size;
    }

    /** Combinations per point. */
    int rows() {
        return rows;
    }

    int blocks() {
        return blocks.length;
    }

    Variables block(int b) {
        return blocks[b];
    }

    int pointsIn(int b) {
        return Math.min(FactorKernel.BLOCK, size - b * FactorKernel.BLOCK);
    }

    void set(int i, double rs, double zeta, double p) {
        blocks[i / FactorKernel.BLOCK].set(i % FactorKernel.BLOCK, rs, zeta, p);
    }

    /** Index of the first coefficient of a row. */
    int at(int point, int row) {
        return (point * rows + row) * STRIDE;
    }

    void row(
            int point,
            int row,
            double weight,
            double alpha,
            double betaRs,
            double betaZeta,
            double betaP,
            double target) {
        int at = at(point, row);
        coefficients[at] = weight * alpha;
        coefficients[at + 1] = weight * betaRs;
        coefficients[at + 2] = weight * betaZeta;
        coefficients[at + 3] = weight * betaP;
        coefficients[at + 4] = weight * target;
    }

    /** Deviation of a row from its target, given the kernel's results for the point's block. */
    double deviation(int point, int row, FactorKernel kernel) {
        int at = at(point, row);
        int k = point % FactorKernel.BLOCK;
        return coefficients[at] * kernel.f[k]
                + coefficients[at + 1] * kernel.byRs[k]
                + coefficients[at + 2] * kernel.byZeta[k]
                + coefficients[at + 3] * kernel.byP[k]
                - coefficients[at + 4];
    }
}
