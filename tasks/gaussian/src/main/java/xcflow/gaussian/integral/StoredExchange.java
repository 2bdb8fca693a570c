package xcflow.gaussian.integral;

import java.util.Arrays;
import java.util.List;
import xcflow.gaussian.algebra.OffHeap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.Workers;

/**
 * Exchange matrix from repulsion integrals. Each of them is calculated once, (ab|cd) with pair ab
 * not before pair cd, and kept as long as there is memory; what does not fit is calculated again
 * for every density, with the same result.
 */
public final class StoredExchange implements ExchangeMatrix, AutoCloseable {
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
    private final OffHeap[] kept;

    /** How many of the runs, beginning with the first, are kept. */
    private final int lasting;

    private boolean closed;

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
        kept = new OffHeap[runs.length - 1];
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

    /** Gives up the integrals; nothing can be built any more. */
    @Override
    public void close() {
        closed = true;
        for (int run = 0; run < kept.length; run++) {
            if (kept[run] != null) {
                kept[run].close();
                kept[run] = null;
            }
        }
        kets.close();
    }

    @Override
    public double[] build(DensityMatrix density) {
        if (closed) {
            throw new IllegalStateException("these integrals were given up");
        }
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
        /** One row more than there are functions, as rows are taken in pairs. */
        private final double[] square = new double[(n + 1) * n];

        /** A row of integrals. */
        private final double[] line = new double[first.length];

        private final double[] left = new double[n];
        private final double[] right = new double[n];

        /** Half of the exchange of every {@link #PARTS}th run; the transpose is the other half. */
        double[] part(int part, double[] density) {
            double[] result = new double[n * n];
            Arrays.fill(square, 0);
            for (int run = part; run < kept.length; run += PARTS) {
                OffHeap integrals = integrals(run);
                try {
                    for (int row = 0; row < rows(run); row++) {
                        int pair = kets.charges(runs[run]) + row;
                        integrals.get(row * width(run), line, 0, pair + 1);
                        unpack(pair);
                        add(first[pair], second[pair], density, result);
                    }
                } finally {
                    if (kept[run] == null) {
                        integrals.close();
                    }
                }
            }
            return result;
        }

        private OffHeap integrals(int run) {
            if (kept[run] != null) {
                return kept[run];
            }
            OffHeap made = new OffHeap(Math.multiplyExact(rows(run), width(run)));
            try (RepulsionRows rows = new RepulsionRows(repulsion)) {
                rows.build(products.subList(runs[run], runs[run + 1]), kets, runs[run + 1], made);
            }
            if (run < lasting) {
                kept[run] = made;
            }
            return made;
        }

        /** Integrals (ab|cd) of a pair ab with itself, by halves, and those before it. */
        private void unpack(int pair) {
            for (int q = 0; q < pair; q++) {
                double value = line[q];
                square[first[q] * n + second[q]] = value;
                square[second[q] * n + first[q]] = value;
            }
            double value = 0.5 * line[pair];
            square[first[pair] * n + second[pair]] = value;
            square[second[pair] * n + first[pair]] = value;
        }

        /** Adds Σ_d (ab|cd) D_bd to row a and Σ_d (ab|cd) D_ad to row b. */
        private void add(int a, int b, double[] density, double[] result) {
            Arrays.fill(left, 0);
            Arrays.fill(right, 0);
            int x = b * n;
            int y = a * n;
            for (int d = 0; d < n; d += 2) {
                addRows(
                        n,
                        density[x + d],
                        d + 1 < n ? density[x + d + 1] : 0,
                        density[y + d],
                        d + 1 < n ? density[y + d + 1] : 0,
                        square,
                        d * n,
                        left,
                        right);
            }
            for (int c = 0; c < n; c++) {
                result[a * n + c] += left[c];
            }
            for (int c = 0; c < n && a != b; c++) {
                result[b * n + c] += right[c];
            }
        }
    }

    /** Two rows at a time, for both factors. */
    private static void addRows(
            int n,
            double x0,
            double x1,
            double y0,
            double y1,
            double[] rows,
            int at,
            double[] left,
            double[] right) {
        int at1 = at + n;
        for (int c = 0; c < n; c++) {
            left[c] += x0 * rows[at + c] + x1 * rows[at1 + c];
            right[c] += y0 * rows[at + c] + y1 * rows[at1 + c];
        }
    }
}
