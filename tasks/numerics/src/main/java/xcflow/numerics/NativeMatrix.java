package xcflow.numerics;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Doubles in native memory, where OpenBLAS reads and writes them without the copy that it needs of
 * arrays. What has to be done element by element is done in arrays: {@link #get} and {@link #put}
 * move whole stretches at the speed of memory.
 */
public final class NativeMatrix {
    static {
        LinearAlgebra.load();
    }

    private final int rows;
    private final int columns;
    private final DoubleBuffer buffer;
    private final DoublePointer pointer;

    /** A matrix of zeros. */
    public NativeMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        int bytes = Math.multiplyExact(8, Math.multiplyExact(Math.max(1, rows), columns));
        buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer();
        pointer = new DoublePointer(buffer);
    }

    private NativeMatrix(int rows, int columns, NativeMatrix memory) {
        this.rows = rows;
        this.columns = columns;
        this.buffer = memory.buffer;
        this.pointer = memory.pointer;
    }

    /** The first elements of this matrix as another one of at most its size; they share memory. */
    public NativeMatrix shaped(int rows, int columns) {
        if ((long) rows * columns > buffer.capacity()) {
            throw new IllegalArgumentException(
                    rows + " × " + columns + " elements are more than " + buffer.capacity());
        }
        return new NativeMatrix(rows, columns, this);
    }

    /** A matrix with the given elements, row by row. */
    public static NativeMatrix of(int rows, int columns, double[] elements) {
        NativeMatrix matrix = new NativeMatrix(rows, columns);
        matrix.put(0, elements, 0, rows * columns);
        return matrix;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of elements of a row. */
    public int columns() {
        return columns;
    }

    /** Number of elements. */
    public int size() {
        return rows * columns;
    }

    /** Address of the first element, for routines of BLAS. */
    public DoublePointer pointer() {
        return pointer;
    }

    /** Address of a row. */
    public DoublePointer row(int row) {
        return at(row * columns);
    }

    /** Address of an element, counted row by row. */
    public DoublePointer at(int element) {
        return element == 0 ? pointer : pointer.getPointer((long) element);
    }

    /** Copies elements from position {@code from} on into an array. */
    public void get(int from, double[] to, int at, int count) {
        buffer.get(from, to, at, count);
    }

    /** Copies elements of an array to position {@code to} on. */
    public void put(int to, double[] from, int at, int count) {
        buffer.put(to, from, at, count);
    }

    /** Copies a row into an array. */
    public void getRow(int row, double[] to) {
        buffer.get(row * columns, to, 0, columns);
    }

    /** Copies an array into a row. */
    public void putRow(int row, double[] from) {
        buffer.put(row * columns, from, 0, columns);
    }

    /** Copies rows of another matrix with as many columns. */
    public void putRows(int row, NativeMatrix other, int otherRow, int count) {
        buffer.put(row * columns, other.buffer, otherRow * columns, count * columns);
    }

    /**
     * C := op(A) op(B) of dense row-major matrices that begin at the first elements of the given
     * memory, whatever shape that was made with.
     *
     * @param transposeA whether op(A) = Aᵀ
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     */
    public static void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            NativeMatrix a,
            NativeMatrix b,
            NativeMatrix c) {
        cblas_dgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                1,
                a.pointer,
                transposeA ? m : k,
                b.pointer,
                transposeB ? k : n,
                0,
                c.pointer,
                n);
    }
}
