package xcflow.gaussian.integral;

import xcflow.gaussian.basis.AngularFunctions;

/**
 * Numbering of the Hermite Gaussians Λ_tuv = ∂_x^t ∂_y^u ∂_z^v exp(−p r²), t + u + v ≤ L.
 *
 * <p>They are ordered by degree t + u + v and within a degree as monomials are, so that the
 * functions of a lower order come first in the list of a higher one.
 */
final class Hermite {
    /** Highest order: four i functions. */
    static final int MAX_ORDER = Boys.MAX_ORDER;

    private static final int[] T = new int[count(MAX_ORDER)];
    private static final int[] U = new int[T.length];
    private static final int[] V = new int[T.length];
    private static final int[][][] SUMS = new int[MAX_ORDER + 1][MAX_ORDER + 1][];

    /** Recursion of each function: R_h = component[axis] · R_first + factor · R_second. */
    private static final int[] AXIS = new int[T.length];

    private static final int[] FIRST = new int[T.length];
    private static final int[] SECOND = new int[T.length];
    private static final int[] FACTOR = new int[T.length];

    static {
        int at = 0;
        for (int degree = 0; degree <= MAX_ORDER; degree++) {
            for (int t = degree; t >= 0; t--) {
                for (int u = degree - t; u >= 0; u--) {
                    T[at] = t;
                    U[at] = u;
                    V[at] = degree - t - u;
                    at++;
                }
            }
        }
        for (int h = 1; h < T.length; h++) {
            setRecursion(h);
        }
    }

    private Hermite() {}

    /** Number of functions up to an order. */
    static int count(int order) {
        return (order + 1) * (order + 2) * (order + 3) / 6;
    }

    static int index(int t, int u, int v) {
        return count(t + u + v - 1) + AngularFunctions.index(t, u, v);
    }

    static int t(int h) {
        return T[h];
    }

    static int u(int h) {
        return U[h];
    }

    static int v(int h) {
        return V[h];
    }

    static int degree(int h) {
        return T[h] + U[h] + V[h];
    }

    static int axis(int h) {
        return AXIS[h];
    }

    static int first(int h) {
        return FIRST[h];
    }

    static int second(int h) {
        return SECOND[h];
    }

    static int factor(int h) {
        return FACTOR[h];
    }

    /** Indices of the sums a + b, [count(bra) × count(ket)], row-major. */
    static int[] sums(int bra, int ket) {
        synchronized (SUMS) {
            if (SUMS[bra][ket] == null) {
                int[] table = new int[count(bra) * count(ket)];
                int at = 0;
                for (int a = 0; a < count(bra); a++) {
                    for (int b = 0; b < count(ket); b++) {
                        table[at++] = index(T[a] + T[b], U[a] + U[b], V[a] + V[b]);
                    }
                }
                SUMS[bra][ket] = table;
            }
            return SUMS[bra][ket];
        }
    }

    /** Lowers the axis whose power is smallest: the second term then most often vanishes. */
    private static void setRecursion(int h) {
        int[] powers = {T[h], U[h], V[h]};
        int axis = -1;
        for (int i = 0; i < 3; i++) {
            if (powers[i] > 0 && (axis < 0 || powers[i] < powers[axis])) {
                axis = i;
            }
        }
        AXIS[h] = axis;
        FACTOR[h] = powers[axis] - 1;
        powers[axis]--;
        FIRST[h] = index(powers[0], powers[1], powers[2]);
        if (FACTOR[h] > 0) {
            powers[axis]--;
            SECOND[h] = index(powers[0], powers[1], powers[2]);
        }
    }
}
