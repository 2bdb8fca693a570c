package xcflow.numerics.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import xcflow.numerics.kernel.Routines.Arrays3;

/**
 * Tests the routines of linear algebra against plain Java, at sizes on both sides of the blocks
 * that kernels work in. What a routine must satisfy is tested, not what another version of it
 * gives: products by what they do to a vector, factors by A = LLᵀ, solutions by A x = b,
 * eigenvectors by A V = V Λ and VᵀV = 1.
 */
final class SelfTest {
    /**
     * Kernels have blocks of 4, 8, 16, 24 or 32 and unroll up to 64; threads and recursion begin
     * above.
     */
    private static final int[] PRODUCTS = {3, 8, 17, 31, 48, 65, 100, 257};

    private static final int[] FACTORS = {3, 16, 33, 40, 50, 65, 97, 129, 257};
    private static final int[] SYMMETRIC = {3, 16, 33, 41, 65, 114};
    private static final int[] HERMITIAN = {3, 16, 33, 41, 65};
    private static final int[] VECTORS = {3, 33, 257};

    private final Routines routines;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<String, Check> checks = new LinkedHashMap<>();

    private SelfTest(Routines routines) {
        this.routines = routines;
    }

    /** Tests all; every routine is in the result once. */
    static List<Check> run(Routines routines) {
        SelfTest test = new SelfTest(routines);
        for (int n : PRODUCTS) {
            test.products(n);
        }
        for (int n : FACTORS) {
            test.factors(n);
        }
        for (int n : SYMMETRIC) {
            test.eigen("dsyevd", n, 1);
        }
        for (int n : HERMITIAN) {
            test.eigen("zheevd", n, 2);
        }
        for (int n : VECTORS) {
            test.vectors(n);
        }
        return new ArrayList<>(test.checks.values());
    }

    /** Products with sides n, n + 1 and n − 1, so that no kernel gets only what is even. */
    private void products(int n) {
        for (int kind = 0; kind < 3; kind++) {
            boolean ta = kind == 1;
            boolean tb = kind == 2;
            int m = n + 1;
            int k = n - 1;
            Dense a = Dense.random(ta ? k : m, ta ? m : k, 1, random);
            Dense b = Dense.random(tb ? n : k, tb ? k : n, 1, random);
            Dense c = new Dense(m, n, 1, new double[m * n]);
            routines.dgemm(ta, tb, m, n, k, new Arrays3(a.elements(), b.elements(), c.elements()));
            double[] x = vector(n, 1);
            double[] y = tb ? b.transposedTimes(x) : b.times(x);
            found("dgemm", n, c.times(x), ta ? a.transposedTimes(y) : a.times(y));
        }
        if (n <= 100) {
            complexProduct(n, false);
            complexProduct(n, true);
            Dense a = Dense.random(n + 1, n, 1, random);
            Dense c = new Dense(n, n, 1, new double[n * n]);
            routines.dsyrk(n, n + 1, a.elements(), c.elements());
            mirror(c);
            double[] x = vector(n, 1);
            found("dsyrk", n, c.times(x), a.transposedTimes(a.times(x)));
        }
    }

    private void complexProduct(int n, boolean adjoint) {
        int k = n + 1;
        Dense a = Dense.random(n, k, 2, random);
        Dense b = Dense.random(adjoint ? n : k, adjoint ? k : n, 2, random);
        Dense c = new Dense(n, n, 2, new double[2 * n * n]);
        routines.zgemm(adjoint, n, n, k, new Arrays3(a.elements(), b.elements(), c.elements()));
        double[] x = vector(n, 2);
        double[] y =
                adjoint ? Dense.conjugate(b.transposedTimes(Dense.conjugate(x, 2)), 2) : b.times(x);
        found("zgemm", n, c.times(x), a.times(y));
    }

    private void factors(int n) {
        Dense a = Dense.positive(n, random);
        Dense factor = a.copy();
        boolean done = routines.dpotrf(n, factor.elements()) == 0;
        Dense lower = factor.lower();
        double[] x = vector(n, 1);
        double[] b = a.times(x);
        found("dpotrf", n, lower.times(lower.transposedTimes(x)), done ? b : null);
        double[] solved = b.clone();
        done &= routines.dpotrs(n, 1, factor.elements(), solved) == 0;
        found("dpotrs", n, a.times(solved), done ? b : null);
        Dense indefinite = Dense.hermitian(n, 1, random);
        double[] right = indefinite.times(x);
        double[] solution = right.clone();
        done = routines.dsysv(n, indefinite.copy().elements(), solution) == 0;
        // The matrix may be nearly singular: what the solution satisfies counts, per its size.
        double[] residual = indefinite.times(solution);
        double scale = Math.max(1, greatest(solution) * Math.sqrt(n) / greatest(right));
        for (int i = 0; i < n; i++) {
            residual[i] = right[i] + (residual[i] - right[i]) / scale;
        }
        found("dsysv", n, residual, done ? right : null);
    }

    /** Eigenvectors are rows for us: LAPACK sees the transposed, that is the conjugate matrix. */
    private void eigen(String routine, int n, int width) {
        Dense a = Dense.hermitian(n, width, random);
        Dense vectors = a.copy();
        double[] values = new double[n];
        int info =
                width == 1
                        ? routines.dsyevd(n, vectors.elements(), values)
                        : routines.zheevd(n, vectors.elements(), values);
        double[] x = vector(n, width);
        double[] combined = vectors.transposedTimes(x);
        double[] scaled = x.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= values[i / width];
        }
        double[] applied = a.transposedTimes(combined);
        found(routine, n, applied, info == 0 ? vectors.transposedTimes(scaled) : null);
        // Row i of the vectors, conjugated, times the combination gives its coefficient back.
        double[] back = vectors.times(Dense.conjugate(combined, width));
        found(routine, n, Dense.conjugate(back, width), x);
    }

    private void vectors(int n) {
        double[] x = vector(n, 1);
        double[] y = vector(n, 1);
        double[] right = new double[2 * n];
        double[] d = vector(n, 1);
        double[] product = x.clone();
        routines.dtbmv(n, d, product);
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            right[i] = x[i] + y[i];
            right[n + i] = y[i] - x[i];
            expected[i] = d[i] * x[i];
        }
        found("dtbmv", n, product, expected);
        routines.drot(n, x, y, 1, 1);
        double[] rotated = java.util.Arrays.copyOf(x, 2 * n);
        System.arraycopy(y, 0, rotated, n, n);
        found("drot", n, rotated, right);
    }

    private static void mirror(Dense matrix) {
        int n = matrix.rows();
        double[] e = matrix.elements();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                e[j * n + i] = e[i * n + j];
            }
        }
    }

    private double[] vector(int n, int width) {
        return Dense.random(1, n, width, random).elements();
    }

    /**
     * @param expected null if the routine gave up
     */
    private void found(String routine, int size, double[] result, double[] expected) {
        double error = Double.POSITIVE_INFINITY;
        if (expected != null) {
            error = 0;
            for (int i = 0; i < result.length; i++) {
                error = Math.max(error, Math.abs(result[i] - expected[i])); // NaN stays
            }
            error /= Math.max(Double.MIN_NORMAL, greatest(expected));
        }
        checks.merge(
                routine,
                new Check(routine, List.of(), 0, 0).and(size, error),
                (before, now) -> before.and(size, now.error()));
    }

    private static double greatest(double[] numbers) {
        double greatest = 0;
        for (double number : numbers) {
            greatest = Math.max(greatest, Math.abs(number));
        }
        return greatest;
    }
}
