package xcflow.gaussian.integral;

import java.util.Arrays;

/**
 * Interaction of one distribution (the bra) with the distributions of a block (the kets):
 *
 * <p>(Λ_a|Λ_b) = 2π^(5/2) / (pq √(p+q)) (−1)^|b| R_(a+b)(α, P − Q), α = pq/(p+q), where R is built
 * from Boys functions by the recursion of L. E. McMurchie and E. R. Davidson, J. Comput. Phys. 26,
 * 218 (1978), eqs. 4.6 to 4.8. Every quantity is a row over the kets.
 *
 * <p>An object serves one pair of orders and one thread.
 */
final class CoulombKernel {
    private static final double PREFACTOR = 2 * Math.pow(Math.PI, 2.5);

    private final Repulsion repulsion;
    private final int order;
    private final int braCount;
    private final int ketCount;
    private final int[] sums;
    private final Boys boys;

    private final double[] dx = new double[Block.SIZE];
    private final double[] dy = new double[Block.SIZE];
    private final double[] dz = new double[Block.SIZE];
    private final double[][] distance = {dx, dy, dz};
    private final double[] alpha = new double[Block.SIZE];
    private final double[] factor = new double[Block.SIZE];
    private final double[] argument = new double[Block.SIZE];
    private final double[] exponential = new double[Block.SIZE];

    /** Boys functions, then R^(m)_000; [order + 1][SIZE]. */
    private final double[][] base;

    /** As the base, of erf(ωr)/r; null if that is no part of the repulsion. */
    private final double[][] longRange;

    /** R_h for all Hermite indices of the sum of the orders, [count][SIZE]. */
    private final double[][] r;

    /** Potential at the bra, before the sum over kets; [braCount][SIZE]. */
    private final double[][] accumulator;

    private double exponent;
    private double x;
    private double y;
    private double z;
    private double[] braDensity;
    private int braAt;

    CoulombKernel(int bra, int ket) {
        this(bra, ket, Repulsion.COULOMB);
    }

    CoulombKernel(int bra, int ket, Repulsion repulsion) {
        this.repulsion = repulsion;
        this.longRange = repulsion.isAttenuated() ? new double[bra + ket + 1][Block.SIZE] : null;
        this.order = bra + ket;
        this.braCount = Hermite.count(bra);
        this.ketCount = Hermite.count(ket);
        this.sums = Hermite.sums(bra, ket);
        this.boys = Boys.ofOrder(order);
        this.base = new double[order + 1][Block.SIZE];
        this.r = new double[Hermite.count(order)][Block.SIZE];
        this.accumulator = new double[braCount][Block.SIZE];
    }

    /**
     * Starts with a new bra.
     *
     * @param density holds the bra's Hermite density from place {@code at}
     */
    void start(Distribution bra, double[] density, int at) {
        start(bra);
        braDensity = density;
        braAt = at;
    }

    /** Starts with a new bra that has no density. */
    void start(Distribution bra) {
        place(bra);
        for (double[] row : accumulator) {
            Arrays.fill(row, 0);
        }
    }

    /** Turns to a bra of which only {@link #build} is wanted. */
    void place(Distribution bra) {
        exponent = bra.exponent();
        x = bra.x();
        y = bra.y();
        z = bra.z();
    }

    /**
     * Lets the bra interact both ways with the first n kets of a block.
     *
     * @param potential of the bra at the kets, [Hermite count][SIZE], added to
     */
    void interact(Block kets, int n, double[][] potential) {
        build(kets, n);
        collectAll(kets, n);
        spreadAll(potential, n);
    }

    /** Adds the potential of the first n kets of a block to that at the bra. */
    void collect(Block kets, int n) {
        build(kets, n);
        collectAll(kets, n);
    }

    /** Adds the potential of the bra at the first n kets of a block. */
    void spread(Block kets, int n, double[][] potential) {
        build(kets, n);
        spreadAll(potential, n);
    }

    private void collectAll(Block kets, int n) {
        for (int a = 0; a < braCount; a++) {
            collect(a, kets.density, n);
        }
    }

    private void spreadAll(double[][] potential, int n) {
        for (int b = 0; b < ketCount; b++) {
            spread(b, potential[b], n);
        }
    }

    /** Adds the potential at the bra to {@code potential[at …]}. */
    void finish(double[] potential, int at) {
        for (int a = 0; a < braCount; a++) {
            double sum = 0;
            for (double value : accumulator[a]) {
                sum += value;
            }
            potential[at + a] += sum;
        }
    }

    /** R_h of all pairs of the bra and the first n kets, without the sign (−1)^|b|. */
    double[][] build(Block kets, int n) {
        difference(n, x, kets.x, dx);
        difference(n, y, kets.y, dy);
        difference(n, z, kets.z, dz);
        prepare(n, exponent, kets.exponent, dx, dy, dz, alpha, factor, argument);
        if (longRange == null) {
            boys.evaluate(n, argument, exponential, base);
            for (int m = 0; m <= order; m++) {
                scale(n, base[m], factor, alpha);
            }
        } else {
            attenuated(n);
        }
        System.arraycopy(base[order], 0, r[0], 0, n);
        for (int m = order - 1; m >= 0; m--) {
            for (int h = Hermite.count(order - m) - 1; h > 0; h--) {
                double[] first = r[Hermite.first(h)];
                double[] component = distance[Hermite.axis(h)];
                int k = Hermite.factor(h);
                if (k == 0) {
                    raise(n, component, first, r[h]);
                } else {
                    raise(n, component, first, k, r[Hermite.second(h)], r[h]);
                }
            }
            System.arraycopy(base[m], 0, r[0], 0, n);
        }
        return r;
    }

    /** R^(m)_000 of a repulsion of two ranges. */
    private void attenuated(int n) {
        boys.evaluate(n, argument, exponential, base);
        double[] whole = new double[n];
        for (int i = 0; i < n; i++) {
            whole[i] = repulsion.whole() * factor[i];
        }
        for (int m = 0; m <= order; m++) {
            for (int i = 0; i < n; i++) {
                base[m][i] *= whole[i];
                whole[i] *= alpha[i];
            }
        }
        for (int i = 0; i < n; i++) {
            double damping = repulsion.damping(-0.5 * alpha[i]);
            argument[i] *= damping;
            alpha[i] *= damping;
            factor[i] *= repulsion.longRange() * Math.sqrt(damping);
        }
        boys.evaluate(n, argument, exponential, longRange);
        for (int m = 0; m <= order; m++) {
            scale(n, longRange[m], factor, alpha);
            for (int i = 0; i < n; i++) {
                base[m][i] += longRange[m][i];
            }
        }
    }

    private static void difference(int n, double position, double[] others, double[] result) {
        for (int i = 0; i < n; i++) {
            result[i] = position - others[i];
        }
    }

    private static void prepare(
            int n,
            double p,
            double[] exponents,
            double[] dx,
            double[] dy,
            double[] dz,
            double[] alpha,
            double[] factor,
            double[] argument) {
        double numerator = PREFACTOR / p;
        for (int i = 0; i < n; i++) {
            double q = exponents[i];
            double sum = p + q;
            double inverse = 1 / sum;
            double reduced = p * (q * inverse);
            factor[i] = numerator / (q * Math.sqrt(sum));
            argument[i] = reduced * (dx[i] * dx[i] + dy[i] * dy[i] + dz[i] * dz[i]);
            alpha[i] = -2 * reduced;
        }
    }

    /** Multiplies a row with the factor, and the factor with −2α for the next row. */
    private static void scale(int n, double[] row, double[] factor, double[] alpha) {
        for (int i = 0; i < n; i++) {
            row[i] *= factor[i];
        }
        for (int i = 0; i < n; i++) {
            factor[i] *= alpha[i];
        }
    }

    private static void raise(int n, double[] component, double[] first, double[] result) {
        for (int i = 0; i < n; i++) {
            result[i] = component[i] * first[i];
        }
    }

    private static void raise(
            int n, double[] component, double[] first, double k, double[] second, double[] result) {
        for (int i = 0; i < n; i++) {
            result[i] = component[i] * first[i] + k * second[i];
        }
    }

    /** Adds Σ_b (a|b) density_b to the accumulator of a. */
    private void collect(int a, double[][] density, int n) {
        double[] target = accumulator[a];
        int at = a * ketCount;
        int b = 0;
        for (; b + 3 <= ketCount; b += 3) {
            addProducts(
                    n,
                    density[b],
                    r[sums[at + b]],
                    density[b + 1],
                    r[sums[at + b + 1]],
                    density[b + 2],
                    r[sums[at + b + 2]],
                    target);
        }
        for (; b < ketCount; b++) {
            addProduct(n, density[b], r[sums[at + b]], target);
        }
    }

    /** Adds Σ_a (a|b) density_a to the potential at the kets. */
    private void spread(int b, double[] potential, int n) {
        double sign = Hermite.degree(b) % 2 == 0 ? 1 : -1;
        int a = 0;
        for (; a + 4 <= braCount; a += 4) {
            addRows(
                    n,
                    sign * braDensity[braAt + a],
                    r[sums[a * ketCount + b]],
                    sign * braDensity[braAt + a + 1],
                    r[sums[(a + 1) * ketCount + b]],
                    sign * braDensity[braAt + a + 2],
                    r[sums[(a + 2) * ketCount + b]],
                    sign * braDensity[braAt + a + 3],
                    r[sums[(a + 3) * ketCount + b]],
                    potential);
        }
        for (; a < braCount; a++) {
            addRow(n, sign * braDensity[braAt + a], r[sums[a * ketCount + b]], potential);
        }
    }

    private static void addProduct(int n, double[] density, double[] row, double[] target) {
        for (int i = 0; i < n; i++) {
            target[i] += density[i] * row[i];
        }
    }

    /** Three at a time: loops with more arrays are not vectorised by the compiler. */
    private static void addProducts(
            int n,
            double[] density0,
            double[] row0,
            double[] density1,
            double[] row1,
            double[] density2,
            double[] row2,
            double[] target) {
        for (int i = 0; i < n; i++) {
            target[i] += density0[i] * row0[i] + density1[i] * row1[i] + density2[i] * row2[i];
        }
    }

    private static void addRow(int n, double c, double[] row, double[] target) {
        for (int i = 0; i < n; i++) {
            target[i] += c * row[i];
        }
    }

    private static void addRows(
            int n,
            double c0,
            double[] row0,
            double c1,
            double[] row1,
            double c2,
            double[] row2,
            double c3,
            double[] row3,
            double[] target) {
        for (int i = 0; i < n; i++) {
            target[i] += (c0 * row0[i] + c1 * row1[i]) + (c2 * row2[i] + c3 * row3[i]);
        }
    }
}
