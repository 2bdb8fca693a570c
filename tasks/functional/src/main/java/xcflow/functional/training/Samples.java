package xcflow.functional.training;

import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.IsoOrbital;
import xcflow.functional.neural.Variables;

/**
 * Points at which a factor F is compared with what it should be. Everything that is compared is a
 * linear combination of F and its derivatives with respect to r_s, ζ, p, the iso-orbital indicator,
 * and sum and difference of the spins' gradients.
 *
 * <p>The variables are held in blocks of the size that kernels evaluate.
 */
final class Samples {
    /** Numbers that describe one row: a combination as kernels know it, and the target. */
    static final int STRIDE = FactorKernel.COMBINATION + 1;

    private final int size;
    private final int rows;
    private final Variables[] blocks;
    private final IsoOrbital[] orbitals;

    /** [size × rows × STRIDE] */
    final double[] coefficients;

    /**
     * @param rows number of combinations per point
     * @param kinetic whether the factor depends on the iso-orbital indicator
     */
    Samples(int size, int rows, boolean polarised, boolean kinetic) {
        this.size = size;
        this.rows = rows;
        blocks = new Variables[(size + FactorKernel.BLOCK - 1) / FactorKernel.BLOCK];
        orbitals = new IsoOrbital[blocks.length];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new Variables(pointsIn(b), polarised);
            if (kinetic) {
                orbitals[b] = new IsoOrbital(pointsIn(b));
            }
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

    /** As the other, with the total kinetic energy density τ. */
    void set(int i, double rs, double zeta, double p, double tau) {
        set(i, rs, zeta, p);
        IsoOrbital orbital = orbitals[i / FactorKernel.BLOCK];
        int k = i % FactorKernel.BLOCK;
        Variables v = blocks[i / FactorKernel.BLOCK];
        orbital.set(k, rs, v.p[k], tau, 1 + zeta, 1 - zeta);
        v.alpha[k] = orbital.alpha[k];
    }

    /** Sets the gradients of the spins at a point that is set already, as p↑↑ and p↓↓. */
    void setSpins(int i, double up, double down) {
        blocks[i / FactorKernel.BLOCK].setSpins(i % FactorKernel.BLOCK, up, down);
    }

    /** Index of the first coefficient of a row. */
    int at(int point, int row) {
        return (point * rows + row) * STRIDE;
    }

    /**
     * Describes a row α F + β_rs ∂F/∂r_s + β_ζ ∂F/∂ζ + β_p ∂F/∂p, where the derivatives are those
     * at fixed τ, if the factor depends on it.
     */
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
        coefficients[at + FactorKernel.COMBINATION] = weight * target;
        IsoOrbital orbital = orbitals[point / FactorKernel.BLOCK];
        if (orbital != null) {
            int k = point % FactorKernel.BLOCK;
            coefficients[at + 4] =
                    weight
                            * (betaRs * orbital.byRs[k]
                                    + betaZeta * orbital.byZeta[k]
                                    + betaP * orbital.byP[k]);
        }
    }

    /** Describes a row β τ ∂F/∂τ. */
    void kineticRow(int point, int row, double weight, double beta, double target) {
        int at = at(point, row);
        IsoOrbital orbital = orbitals[point / FactorKernel.BLOCK];
        coefficients[at + 4] = weight * beta * orbital.byLogKinetic[point % FactorKernel.BLOCK];
        coefficients[at + FactorKernel.COMBINATION] = weight * target;
    }

    /** Adds β_q ∂F/∂q + β_d ∂F/∂d to a row. */
    void spinRow(int point, int row, double weight, double betaSum, double betaDifference) {
        int at = at(point, row);
        coefficients[at + 5] = weight * betaSum;
        coefficients[at + 6] = weight * betaDifference;
    }

    /** Deviation of a row from its target, given the kernel's results for the point's block. */
    double deviation(int point, int row, FactorKernel kernel) {
        int at = at(point, row);
        int k = point % FactorKernel.BLOCK;
        return coefficients[at] * kernel.f[k]
                + coefficients[at + 1] * kernel.byRs[k]
                + coefficients[at + 2] * kernel.byZeta[k]
                + coefficients[at + 3] * kernel.byP[k]
                + coefficients[at + 4] * kernel.byAlpha[k]
                + coefficients[at + 5] * kernel.bySum[k]
                + coefficients[at + 6] * kernel.byDifference[k]
                - coefficients[at + FactorKernel.COMBINATION];
    }
}
