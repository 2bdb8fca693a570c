package xcflow.planewave.basis;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.cblas_dtbmv;

import xcflow.numerics.NativeMatrix;

/** A real function on the grid that others are multiplied by, in native memory. Immutable. */
public final class GridPotential {
    private final NativeMatrix single;
    private final NativeMatrix twice;

    /**
     * @param values of all points of the grid
     */
    public GridPotential(double[] values) {
        single = NativeMatrix.of(1, values.length, values);
        double[] doubled = new double[2 * values.length];
        for (int p = 0; p < values.length; p++) {
            doubled[2 * p] = values[p];
            doubled[2 * p + 1] = values[p];
        }
        twice = NativeMatrix.of(1, doubled.length, doubled);
    }

    /**
     * Multiplies a function on the grid: the potential is a diagonal matrix, for BLAS a triangular
     * band matrix without off-diagonals.
     *
     * @param parts 1 if the function is real, 2 if it is complex and interleaved
     */
    void multiply(NativeMatrix function, int parts) {
        NativeMatrix diagonal = parts == 1 ? single : twice;
        cblas_dtbmv(
                CblasRowMajor,
                CblasUpper,
                CblasNoTrans,
                CblasNonUnit,
                diagonal.size(),
                0,
                diagonal.pointer(),
                1,
                function.pointer(),
                1);
    }
}
