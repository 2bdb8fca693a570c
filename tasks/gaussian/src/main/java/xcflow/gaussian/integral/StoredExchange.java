package xcflow.gaussian.integral;

import java.util.List;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.Workers;

/**
 * Exchange matrix from repulsion integrals. Each of them is calculated once, (ab|cd) with pair ab
 * not before pair cd, and kept as long as there is memory; what does not fit is calculated again
 * for every density, with the same result.
 */
public final class StoredExchange implements ExchangeMatrix {
    /** Products with a smaller Coulomb norm are left out. */
    private static final double NEGLIGIBLE = 1e-14;

    /** Parts that are summed by themselves: fixed, so that threads do not change results. */
    private static final int PARTS = 16;

    private final int n;
    private final Repulsion repulsion;
    private final Workers workers;
    private final List<ContractedProducts> products;
    private final RepulsionRows.Kets kets;
    private final int[] runs;

    /** Functions of each pair that is not negligible. */
    private final int[] first;

    private final int[] second;

    /** Integrals of each run of products with all products up to its end; null if not kept. */
    private final double[][] kept;

    /** How many of the runs, beginning with the first, are kept. */
    private final int lasting;

    /**
     * Prepares the integrals, which are calculated with the first density.
     *
     * @param memory bytes that integrals may take
     */
    public StoredExchange(Basis basis, Repulsion repulsion, long memory, Workers workers) {
        this.n = basis.count();
        this.repulsion = repulsion;
        this.workers = workers;
        products = ContractedProducts.products(basis, NEGLIGIBLE, workers);
        kets = new RepulsionRows.Kets(products);
        runs = RepulsionRows.runs(products);
        kept = new double[runs.length - 1][];
        first = new int[kets.charges(products.size())];
        second = new int[first.length];
        FourIndex.functions(products, first, second);
        lasting = lasting(memory);
    }

    private int lasting(long memory) {
        long left = memory;
        int run = 0;
        while (run < kept.length && (left -= 8L * rows(run) * width(run)) >= 0) {
            run++;
        }
        return run;
    }

    private int rows(int run) {
        return kets.charges(runs[run + 1]) - kets.charges(runs[run]);
    }

    private int width(int run) {
        return kets.charges(runs[run + 1]);
    }

    @Override
    public double[] build(DensityMatrix density) {
        double[][] parts = new double[PARTS][];
        double[] matrix = density.matrix();
        workers.forEach(
                PARTS, () -> new Room(), (room, part) -> parts[part] = room.part(part, matrix));
        double[] sum = new double[n * n];
        for (double[] part : parts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double both = sum[i * n + j] + sum[j * n + i];
                sum[i * n + j] = both;
                sum[j * n + i] = both;
            }
        }
        return sum;
    }

    /** What a thread works with. */
    private final class Room {
        private final double[] square = new double[n * n];

        /** Half of the exchange of every {@link #PARTS}th run; the transpose is the other half. */
        double[] part(int part, double[] density) {
            double[] result = new double[n * n];
            java.util.Arrays.fill(square, 0);
            for (int run = part; run < kept.length; run += PARTS) {
                double[] integrals = integrals(run);
                for (int row = 0; row < rows(run); row++) {
                    int pair = kets.charges(runs[run]) + row;
                    unpack(integrals, row * width(run), pair);
                    add(first[pair], second[pair], density, result);
                }
            }
            return result;
        }

        private double[] integrals(int run) {
            if (kept[run] != null) {
                return kept[run];
            }
            double[] made;
            try (RepulsionRows rows = new RepulsionRows(repulsion)) {
                made = rows.build(products.subList(runs[run], runs[run + 1]), kets, runs[run + 1]);
            }
            if (run < lasting) {
                kept[run] = made;
            }
            return made;
        }

        /** Integrals (ab|cd) of a pair ab with itself, by halves, and those before it. */
        private void unpack(double[] integrals, int at, int pair) {
            for (int q = 0; q < pair; q++) {
                double value = integrals[at + q];
                square[first[q] * n + second[q]] = value;
                square[second[q] * n + first[q]] = value;
            }
            double value = 0.5 * integrals[at + pair];
            square[first[pair] * n + second[pair]] = value;
            square[second[pair] * n + first[pair]] = value;
        }

        private void add(int a, int b, double[] density, double[] result) {
            contract(square, density, b * n, result, a * n);
            if (a != b) {
                contract(square, density, a * n, result, b * n);
            }
        }

        /** Adds Σ_d (ab|cd) D_bd for all c; four rows at a time. */
        private void contract(
                double[] integrals, double[] density, int from, double[] result, int to) {
            int d = 0;
            for (; d + 4 <= n; d += 4) {
                addRows(
                        n,
                        density[from + d],
                        density[from + d + 1],
                        density[from + d + 2],
                        density[from + d + 3],
                        integrals,
                        d * n,
                        result,
                        to);
            }
            for (; d < n; d++) {
                for (int c = 0; c < n; c++) {
                    result[to + c] += density[from + d] * integrals[d * n + c];
                }
            }
        }
    }

    private static void addRows(
            int n,
            double x0,
            double x1,
            double x2,
            double x3,
            double[] rows,
            int at,
            double[] result,
            int to) {
        int at1 = at + n;
        int at2 = at1 + n;
        int at3 = at2 + n;
        for (int c = 0; c < n; c++) {
            result[to + c] +=
                    (x0 * rows[at + c] + x1 * rows[at1 + c])
                            + (x2 * rows[at2 + c] + x3 * rows[at3 + c]);
        }
    }
}
