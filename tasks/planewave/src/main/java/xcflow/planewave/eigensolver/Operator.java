package xcflow.planewave.eigensolver;

import xcflow.numerics.NativeMatrix;

/** A Hermitian operator on vectors of a fixed length. */
public interface Operator {

    /** Number of doubles of a vector. */
    int length();

    /** Whether vectors are real, not complex. */
    boolean isReal();

    /**
     * y_i := H x_i for some rows.
     *
     * @param x matrix whose rows are vectors
     * @param first index of the first row, the same in x and y
     */
    void apply(Arithmetic arithmetic, NativeMatrix x, NativeMatrix y, int first, int count);

    /**
     * Multiplies a residual vector by an approximate inverse of the operator.
     *
     * @param residual overwritten
     * @param orbital the eigenvector that the residual belongs to
     */
    void precondition(double[] residual, double[] orbital);
}
