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
 * Products of matrices that are parts of larger arrays, by OpenBLAS.
 *
 * <p>{@link LinearAlgebra#multiply} hands whole arrays to the native library, which copies them
 * into memory that it allocates anew each time. This class copies only the parts that are needed,
 * into memory that is kept. One object serves one thread.
 */
public final class MatrixProduct {
    static {
        LinearAlgebra.load();
    }

    private final Memory left = new Memory();
    private final Memory right = new Memory();
    private final Memory result = new Memory();

    /** Native memory that grows with demand. */
    private static final class Memory {
        private DoubleBuffer buffer = DoubleBuffer.allocate(0);
        private DoublePointer pointer;

        DoublePointer of(int size) {
            if (buffer.capacity() < size) {
                long capacity = Math.min(Integer.MAX_VALUE / 8, Math.max(1024, size + size / 2L));
                buffer =
                        ByteBuffer.allocateDirect(
                                        Math.multiplyExact(8, (int) Math.max(size, capacity)))
                                .order(ByteOrder.nativeOrder())
                                .asDoubleBuffer();
                pointer = new DoublePointer(buffer);
            }
            return pointer;
        }

        DoublePointer with(double[] from, int at, int size) {
            DoublePointer memory = of(size);
            buffer.put(0, from, at, size);
            return memory;
        }
    }

    /**
     * C := factor · A op(B) + β C, each matrix row-major and dense from its offset on.
     *
     * @param transpose whether op(B) = Bᵀ
     * @param m rows of A and C
     * @param n columns of op(B) and C
     * @param k columns of A, rows of op(B)
     * @param a [m × k]
     * @param b [k × n], or [n × k] if transposed
     * @param beta 0 to overwrite, 1 to add
     * @param c [m × n]
     */
    public void multiply(
            boolean transpose,
            int m,
            int n,
            int k,
            double factor,
            double[] a,
            int aAt,
            double[] b,
            int bAt,
            double beta,
            double[] c,
            int cAt) {
        if (m == 0 || n == 0) {
            return;
        }
        DoublePointer target = beta == 0 ? result.of(m * n) : result.with(c, cAt, m * n);
        cblas_dgemm(
                CblasRowMajor,
                CblasNoTrans,
                transpose ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                factor,
                left.with(a, aAt, m * k),
                Math.max(1, k),
                right.with(b, bAt, k * n),
                Math.max(1, transpose ? k : n),
                beta,
                target,
                n);
        result.buffer.get(0, c, cAt, m * n);
    }
}
