package xcflow.planewave.eigensolver;

/** A Hermitian operator on vectors of a fixed length. */
public interface Operator {

    /** Number of doubles of a vector. */
    int length();

    /** Whether vectors are real, not complex. */
    boolean isReal();

    /**
     * y := H x.
     *
     * @param x block of vectors
     * @param y receives as many
     */
    void apply(Arithmetic arithmetic, double[] x, int count, double[] y);

    /**
     * Multiplies residual vectors by an approximate inverse of the operator.
     *
     * @param residuals block of vectors, overwritten
     * @param orbital the eigenvector that the residual belongs to
     * @param at where the orbital's vector begins
     */
    void precondition(double[] residuals, int index, double[] orbital, int at);
}
