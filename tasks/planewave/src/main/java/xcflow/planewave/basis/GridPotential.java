package xcflow.planewave.basis;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.cblas_dtbmv;

import xcflow.numerics.NativeMatrix;

/**
 * A real function on the grid that others are multiplied by, in native memory, tile by tile as
 * {@link MirroredGrid} has them. Immutable.
 */
public final class GridPotential {
    private final NativeMatrix single;
    private final NativeMatrix twice;

    /**
     * @param values of all points of the grid
     */
    public GridPotential(FourierBox box, double[] values) {
        single = tiles(box, values, 1);
        twice = tiles(box, values, 2);
    }

    private static NativeMatrix tiles(FourierBox box, double[] values, int parts) {
        int planes = box.size(0);
        int plane = box.points() / planes;
        int rows = MirroredGrid.rows(planes);
        NativeMatrix tiles = new NativeMatrix(rows, parts * plane);
        for (FourierBox.Strip strip : box.strips(parts)) {
            int length = parts * strip.length();
            int at = rows * parts * strip.first();
            double[] row = new double[length];
            for (int x = 0; x < planes; x++) {
                int copy = MirroredGrid.copy(planes, x);
                for (int i = 0; i < length; i++) {
                    double value = values[x * plane + strip.first() + i / parts];
                    row[i] = copy < 0 ? value : 0.5 * value;
                }
                tiles.put(at + MirroredGrid.row(planes, x) * length, row, 0, length);
                if (copy >= 0) {
                    tiles.put(at + copy * length, row, 0, length);
                }
            }
        }
        return tiles;
    }

    /**
     * Multiplies a function on a strip: the potential is a diagonal matrix, for BLAS a triangular
     * band matrix without off-diagonals.
     *
     * @param parts 1 if the function is real, 2 if it is complex and interleaved
     */
    void multiply(NativeMatrix tile, int parts, int rows, FourierBox.Strip strip) {
        NativeMatrix diagonal = parts == 1 ? single : twice;
        cblas_dtbmv(
                CblasRowMajor,
                CblasUpper,
                CblasNoTrans,
                CblasNonUnit,
                rows * parts * strip.length(),
                0,
                diagonal.at(rows * parts * strip.first()),
                1,
                tile.pointer(),
                1);
    }
}
