package xcflow.gaussian.integral;

import static org.bytedeco.openblas.global.openblas.CblasLeft;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dtrsm;

import java.util.Arrays;
import java.util.List;
import xcflow.gaussian.algebra.OffHeap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * Coulomb and exchange matrices with all products of functions fitted by auxiliary functions,
 * (ab|cd) ≈ Σ_PQ (ab|P) (P|Q)^(−1) (Q|cd). O. Vahtras, J. Almlöf, M. W. Feyereisen, Chem. Phys.
 * Lett. 213, 514 (1993); F. Weigend, Phys. Chem. Chem. Phys. 4, 4285 (2002).
 *
 * <p>B_P,ab = Σ_Q (L^(−1))_PQ (Q|ab), with the Cholesky factor L of (P|Q), is kept in memory.
 */
public final class FittedRepulsion implements AutoCloseable {
    /** Name of the auxiliary basis set. */
    public static final String FITTING_SET = "def2-universal-jkfit";

    /** Products with a smaller Coulomb norm are left out. */
    private static final double NEGLIGIBLE = 1e-13;

    /** Parts that are summed by themselves: fixed, so that threads do not change results. */
    private static final int PARTS = 16;

    /** Columns of the three-index integrals that are transformed at a time. */
    private static final int COLUMNS = 2048;

    /** Rows of the half-transformed integrals that are multiplied at a time, about. */
    private static final int ROWS = 1024;

    private final int n;
    private final int auxiliaries;
    private final Workers workers;

    /** Functions of each pair that is not negligible. */
    private final int[] first;

    private final int[] second;

    /** B, one matrix for each stretch of pairs, [auxiliaries × pairs of it]. */
    private final OffHeap[] stretches;

    /**
     * @param auxiliary auxiliary basis of the same molecule
     * @param workers of which no thread is kept
     */
    public FittedRepulsion(Basis basis, Basis auxiliary, Workers workers) {
        this.n = basis.count();
        this.auxiliaries = auxiliary.count();
        this.workers = workers;
        List<ContractedProducts> products = ContractedProducts.products(basis, NEGLIGIBLE, workers);
        int pairs = products.stream().mapToInt(p -> p.labels().length).sum();
        first = new int[pairs];
        second = new int[pairs];
        FourIndex.functions(products, first, second);
        stretches = new OffHeap[(pairs + COLUMNS - 1) / COLUMNS];
        for (int s = 0; s < stretches.length; s++) {
            stretches[s] = new OffHeap((long) auxiliaries * columns(s));
        }
        integrals(products, ContractedProducts.singles(auxiliary));
        double[] factor =
                TwoCentre.repulsion(Distributions.singles(auxiliary), auxiliaries, workers);
        LinearAlgebra.factorPositive(auxiliaries, factor);
        orthonormalise(factor);
    }

    /** Whether the auxiliary set has functions for the electrons of all atoms. */
    public static boolean canFit(Basis basis) {
        return CoulombMatrix.canFit(basis, FITTING_SET);
    }

    /** Memory in bytes that the integrals of a basis take at most. */
    public static long bytes(Basis basis, Basis auxiliary) {
        return 8L * FourIndex.pairs(basis.count()) * auxiliary.count();
    }

    @Override
    public void close() {
        for (OffHeap stretch : stretches) {
            stretch.close();
        }
    }

    private int columns(int stretch) {
        return Math.min(COLUMNS, first.length - stretch * COLUMNS);
    }

    /** Stores (P|ab). */
    private void integrals(List<ContractedProducts> products, List<ContractedProducts> singles) {
        int[] runs = RepulsionRows.runs(singles);
        try (RepulsionRows.Kets kets = new RepulsionRows.Kets(products)) {
            workers.forEach(
                    runs.length - 1,
                    run -> {
                        List<ContractedProducts> bras = singles.subList(runs[run], runs[run + 1]);
                        int[] labels =
                                bras.stream()
                                        .flatMapToInt(bra -> Arrays.stream(bra.labels()))
                                        .toArray();
                        try (RepulsionRows room = new RepulsionRows(Repulsion.COULOMB);
                                OffHeap made = new OffHeap((long) labels.length * first.length)) {
                            room.build(bras, kets, products.size(), made);
                            spread(made, labels);
                        }
                    });
        }
    }

    /** Puts rows of the three-index integrals into the stretches; each row has its own places. */
    private void spread(OffHeap made, int[] labels) {
        double[] row = new double[COLUMNS];
        for (int k = 0; k < labels.length; k++) {
            for (int s = 0; s < stretches.length; s++) {
                made.get(k * first.length + s * COLUMNS, row, 0, columns(s));
                stretches[s].put(labels[k] * columns(s), row, columns(s));
            }
        }
    }

    private void orthonormalise(double[] factor) {
        try (OffHeap triangle = new OffHeap(factor.length)) {
            triangle.put(0, factor, factor.length);
            workers.forEach(
                    stretches.length,
                    s ->
                            cblas_dtrsm(
                                    CblasRowMajor,
                                    CblasLeft,
                                    CblasLower,
                                    CblasNoTrans,
                                    CblasNonUnit,
                                    auxiliaries,
                                    columns(s),
                                    1,
                                    triangle.pointer(),
                                    auxiliaries,
                                    stretches[s].pointer(),
                                    columns(s)));
        }
    }

    /** Row P of B. */
    private void row(int p, double[] into) {
        for (int s = 0; s < stretches.length; s++) {
            stretches[s].get(p * columns(s), into, s * COLUMNS, columns(s));
        }
    }

    /** Coulomb matrix J_ab = (ab|ρ) of a symmetric density [n × n]. */
    public double[] coulomb(double[] density) {
        double[] packed = new double[first.length];
        for (int q = 0; q < packed.length; q++) {
            double value = density[first[q] * n + second[q]];
            packed[q] = first[q] == second[q] ? value : 2 * value;
        }
        double[] sum = new double[packed.length];
        double[] row = new double[packed.length];
        for (int p = 0; p < auxiliaries; p++) {
            row(p, row);
            double charge = 0;
            for (int q = 0; q < row.length; q++) {
                charge += row[q] * packed[q];
            }
            add(charge, row, sum);
        }
        double[] matrix = new double[n * n];
        unpack(sum, matrix);
        return matrix;
    }

    private static void add(double factor, double[] row, double[] sum) {
        for (int q = 0; q < sum.length; q++) {
            sum[q] += factor * row[q];
        }
    }

    private void unpack(double[] row, double[] square) {
        for (int q = 0; q < row.length; q++) {
            square[first[q] * n + second[q]] = row[q];
            square[second[q] * n + first[q]] = row[q];
        }
    }

    /** Exchange matrix K_ac = Σ_bd (ab|cd) D_bd. */
    public double[] exchange(DensityMatrix density) {
        double[] matrix = new double[n * n];
        int rank = density.rank();
        if (rank == 0) {
            return matrix;
        }
        double[][] parts = new double[PARTS][];
        workers.forEach(
                PARTS,
                part -> {
                    try (Room room = new Room(density)) {
                        parts[part] = room.part(part);
                    }
                });
        for (double[] part : parts) {
            add(1, part, matrix);
        }
        return OneElectron.symmetrise(matrix, n);
    }

    /** What a part of the auxiliary functions is worked on with. */
    private final class Room implements AutoCloseable {
        private final int rank;
        private final double[] occupations;
        private final double[] row = new double[first.length];
        private final double[] square = new double[n * n];
        private final OffHeap orbitals;
        private final OffHeap integrals = new OffHeap((long) n * n);
        private final OffHeap half;
        private final OffHeap scaled;
        private final OffHeap sum = new OffHeap((long) n * n);
        private final int group;

        Room(DensityMatrix density) {
            rank = density.rank();
            occupations = density.occupations();
            orbitals = new OffHeap((long) rank * n);
            orbitals.put(0, density.orbitals(), rank * n);
            group = Math.max(1, ROWS / rank);
            half = new OffHeap((long) group * rank * n);
            scaled = new OffHeap((long) group * rank * n);
        }

        @Override
        public void close() {
            for (OffHeap room : new OffHeap[] {orbitals, integrals, half, scaled, sum}) {
                room.close();
            }
        }

        /** Σ_kP n_k (ka|P)(P|kc) over every {@link #PARTS}th auxiliary function. */
        double[] part(int part) {
            double[] result = new double[n * n];
            int filled = 0;
            sum.put(0, result, n * n);
            for (int p = part; p < auxiliaries; p += PARTS) {
                row(p, row);
                unpack(row, square);
                transform(filled++);
                if (filled == group) {
                    multiply(filled);
                    filled = 0;
                }
            }
            if (filled > 0) {
                multiply(filled);
            }
            sum.get(result, n * n);
            return result;
        }

        private void transform(int place) {
            integrals.put(0, square, n * n);
            cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    rank,
                    n,
                    n,
                    1,
                    orbitals.pointer(),
                    n,
                    integrals.pointer(),
                    n,
                    0,
                    half.pointer().getPointer((long) place * rank * n),
                    n);
            double[] line = new double[n];
            for (int k = 0; k < rank; k++) {
                int at = (place * rank + k) * n;
                half.get(at, line, 0, n);
                for (int a = 0; a < n; a++) {
                    line[a] *= occupations[k];
                }
                scaled.put(at, line, n);
            }
        }

        private void multiply(int filled) {
            cblas_dgemm(
                    CblasRowMajor,
                    CblasTrans,
                    CblasNoTrans,
                    n,
                    n,
                    filled * rank,
                    1,
                    scaled.pointer(),
                    n,
                    half.pointer(),
                    n,
                    1,
                    sum.pointer(),
                    n);
        }
    }
}
