package xcflow.planewave.basis;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_drot;

import org.bytedeco.javacpp.DoublePointer;
import xcflow.numerics.NativeMatrix;

/**
 * The last direction of a transform, where most of the work is: cosines give the even and sines the
 * odd part of a function on half of the planes of constant x, and the two parts together the values
 * at x and −x. That halves the work once more.
 *
 * <p>The values are never all there: a strip of y at a time is made, used and carried back while it
 * is in the cache. Such a tile has a row for each plane: first x = 0, −1, … −h, then x = 1, … h,
 * where h is half the number of planes, rounded down. If that number is even, −h and h are the same
 * plane, whose values stand in both rows; what goes back to waves counts both. Immutable.
 */
final class MirroredGrid {
    private final Axis axis;
    private final int half;

    /** Cosines on the planes 0 … h, sines on the planes 1 … h. */
    private final NativeMatrix cosines;

    private final NativeMatrix sines;

    MirroredGrid(Axis axis) {
        this.axis = axis;
        this.half = axis.size() / 2;
        int count = axis.count();
        int even = axis.even();
        int pairs = axis.pairs();
        double[] all = new double[axis.functions().size()];
        axis.functions().get(0, all, 0, all.length);
        cosines = new NativeMatrix(half + 1, even);
        sines = new NativeMatrix(half, Math.max(1, pairs));
        for (int x = 0; x <= half; x++) {
            cosines.put(x * even, all, x * count, even);
            if (x > 0) {
                sines.put((x - 1) * pairs, all, x * count + even, pairs);
            }
        }
    }

    /** Number of rows of a tile of a grid with {@code planes} planes. */
    static int rows(int planes) {
        return 2 * (planes / 2) + 1;
    }

    /** Row of the plane with index x; of the two equal ones the last. */
    static int row(int planes, int x) {
        return x == 0 ? 0 : x <= planes / 2 ? planes / 2 + x : planes - x;
    }

    /** The other row of a plane that has two, otherwise −1. */
    static int copy(int planes, int x) {
        return 2 * x == planes ? x : -1;
    }

    /**
     * @param from coefficients [· × waves] of all y and z
     * @param first the first element of the strip, in units of a row of {@code from}
     * @param length number of elements of the strip
     * @param tile receives values [rows × length]
     */
    void forward(NativeMatrix from, int first, int length, NativeMatrix tile) {
        int at = first * axis.count();
        int odd = (half + 1) * length;
        product(half + 1, axis.even(), cosines, from.at(at), length, tile.pointer());
        product(half, axis.pairs(), sines, from.at(at + axis.even()), length, tile.at(odd));
        // Odd and even part become their sum and difference.
        cblas_drot(half * length, tile.at(odd), 1, tile.at(length), 1, 1, 1);
    }

    /** The transposed operation, to the place that the coefficients came from. */
    void backward(NativeMatrix tile, int first, int length, NativeMatrix to) {
        int at = first * axis.count();
        int odd = (half + 1) * length;
        cblas_drot(half * length, tile.at(odd), 1, tile.at(length), 1, 1, -1);
        transposed(half + 1, axis.even(), cosines, tile.pointer(), length, to.at(at));
        transposed(half, axis.pairs(), sines, tile.at(odd), length, to.at(at + axis.even()));
    }

    private void product(
            int points,
            int functions,
            NativeMatrix values,
            DoublePointer from,
            int length,
            DoublePointer to) {
        cblas_dgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasTrans,
                points,
                length,
                functions,
                1,
                values.pointer(),
                Math.max(1, functions),
                from,
                axis.count(),
                0,
                to,
                length);
    }

    private void transposed(
            int points,
            int functions,
            NativeMatrix values,
            DoublePointer from,
            int length,
            DoublePointer to) {
        cblas_dgemm(
                CblasRowMajor,
                CblasTrans,
                CblasNoTrans,
                length,
                functions,
                points,
                1,
                from,
                length,
                values.pointer(),
                Math.max(1, functions),
                0,
                to,
                axis.count());
    }
}
