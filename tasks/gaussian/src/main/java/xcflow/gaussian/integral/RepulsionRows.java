package xcflow.gaussian.integral;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import xcflow.gaussian.algebra.OffHeap;
import xcflow.numerics.LinearAlgebra;

/**
 * Repulsion integrals of contracted charges, one thread's. The Hermite integrals of a ket primitive
 * with all primitives of a few bras are made together, as rows over these; both contractions are
 * matrix products.
 *
 * <p>Screening: by the Cauchy–Schwarz inequality an integral of two primitives is at most the
 * product of their Coulomb norms; it is left out if that is below 1e-13 Ha.
 */
final class RepulsionRows implements AutoCloseable {
    /** Bound of a neglected contribution of a pair of primitives, hartree. */
    private static final double NEGLIGIBLE = 1e-13;

    /** Numbers of a half-transformed column, about. */
    private static final int COLUMN = 1280;

    /** Hermite Gaussians of kets that are contracted together. */
    private static final int DEPTH = 320;

    /** Charges of kets that are transformed together. */
    private static final int KETS = 512;

    private final Repulsion repulsion;
    private final CoulombKernel[][] kernels =
            new CoulombKernel[Hermite.MAX_ORDER + 1][Hermite.MAX_ORDER + 1];
    private OffHeap gathered = new OffHeap(1);
    private OffHeap half = new OffHeap(1);
    private OffHeap own = new OffHeap(1);
    private OffHeap selected = new OffHeap(1);
    private OffHeap product = new OffHeap(1);
    private double[] scratch = new double[0];

    /** Kets with their expansions where BLAS finds them. */
    static final class Kets implements AutoCloseable {
        final List<ContractedProducts> members;
        final int[] begin;
        private final OffHeap expansions;
        private final int[] at;

        Kets(List<ContractedProducts> members) {
            this.members = members;
            begin = new int[members.size() + 1];
            at = new int[members.size() + 1];
            for (int g = 0; g < members.size(); g++) {
                begin[g + 1] = begin[g] + members.get(g).labels().length;
                at[g + 1] = Math.addExact(at[g], members.get(g).expansion().length);
            }
            expansions = new OffHeap(Math.max(1, at[members.size()]));
            for (int g = 0; g < members.size(); g++) {
                double[] from = members.get(g).expansion();
                expansions.put(at[g], from, from.length);
            }
        }

        /** Number of charges of the first members. */
        int charges(int count) {
            return begin[count];
        }

        @Override
        public void close() {
            expansions.close();
        }
    }

    RepulsionRows(Repulsion repulsion) {
        LinearAlgebra.load();
        this.repulsion = repulsion;
    }

    @Override
    public void close() {
        for (OffHeap room : new OffHeap[] {gathered, half, own, selected, product}) {
            room.close();
        }
    }

    /**
     * Cuts a list into runs of one order that are worth being worked on together.
     *
     * @return where each run begins, and where the last one ends
     */
    static int[] runs(List<ContractedProducts> list) {
        List<Integer> starts = new ArrayList<>();
        int numbers = 0;
        int order = -1;
        for (int f = 0; f < list.size(); f++) {
            ContractedProducts member = list.get(f);
            if (member.order() != order || numbers + member.length() > COLUMN) {
                starts.add(f);
                numbers = 0;
                order = member.order();
            }
            numbers += member.length();
        }
        starts.add(list.size());
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * All integrals of some bras with the first kets.
     *
     * @param bras all of one order
     * @param count how many members of the kets
     * @return [charges of the bras × charges of these kets], row-major
     */
    double[] build(List<ContractedProducts> bras, Kets kets, int count) {
        int order = bras.get(0).order();
        List<Distribution> primitives =
                bras.stream().flatMap(b -> b.primitives().stream()).toList();
        HermiteField none = HermiteField.zero(primitives);
        List<Block> blocks = none.blocks(IntStream.range(0, primitives.size()).toArray());
        double bound = primitives.stream().mapToDouble(Distribution::bound).max().orElse(0);
        int total = primitives.size();
        int charges = bras.stream().mapToInt(b -> b.labels().length).sum();
        int width = kets.charges(count);
        double[] result = new double[Math.multiplyExact(charges, width)];
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && kets.charges(to + 1) - kets.charges(from) <= KETS) {
                to++;
            }
            transformKets(order, total, blocks, bound, kets, from, to);
            transformBras(bras, total, kets.charges(from), kets.charges(to), width, result);
        }
        return result;
    }

    /** Fills {@code half}, [bra Hermite × bra primitives × charges of the kets]. */
    private void transformKets(
            int order, int total, List<Block> blocks, double bound, Kets kets, int from, int to) {
        int rows = Hermite.count(order) * total;
        int columns = kets.charges(to) - kets.charges(from);
        half = room(half, (long) rows * columns);
        for (int g = from; g < to; g++) {
            ContractedProducts ket = kets.members.get(g);
            int column = kets.charges(g) - kets.charges(from);
            int relevant = 0;
            while (relevant < ket.bounds().length
                    && ket.bounds()[relevant] * bound * scale() >= NEGLIGIBLE) {
                relevant++;
            }
            int width = Hermite.count(ket.order());
            int group = Math.max(1, DEPTH / width);
            gathered = room(gathered, (long) Math.min(group, ket.bounds().length) * width * rows);
            for (int j = 0; j < relevant || j == 0; j += group) {
                int last = Math.min(relevant, j + group);
                int depth = (last - j) * width;
                for (int k = j; k < last; k++) {
                    gather(ket.primitives().get(k), order, total, blocks, (k - j) * width);
                }
                cblas_dgemm(
                        CblasRowMajor,
                        CblasTrans,
                        CblasTrans,
                        rows,
                        ket.labels().length,
                        depth,
                        1,
                        gathered.pointer(),
                        rows,
                        at(kets.expansions, kets.at[g] + j * width),
                        Math.max(1, ket.length()),
                        j == 0 ? 0 : 1,
                        at(half, column),
                        columns);
            }
        }
    }

    private double scale() {
        return Math.abs(repulsion.whole()) + Math.abs(repulsion.longRange());
    }

    /**
     * Stores the Hermite integrals of a ket primitive, a row of all bras for each Hermite index.
     */
    private void gather(Distribution ket, int order, int total, List<Block> blocks, int row) {
        CoulombKernel kernel = kernel(ket.order(), order);
        int[] sums = Hermite.sums(ket.order(), order);
        int bras = Hermite.count(order);
        int width = Hermite.count(ket.order());
        int start = 0;
        kernel.place(ket);
        for (Block block : blocks) {
            double[][] r = kernel.build(block, block.count);
            for (int b = 0; b < width; b++) {
                int to = (row + b) * bras * total + start;
                for (int a = 0; a < bras; a++) {
                    gathered.put(to + a * total, r[sums[b * bras + a]], block.count);
                }
            }
            start += block.count;
        }
    }

    /** Contracts the bras; columns {@code from} to {@code to} of the result. */
    private void transformBras(
            List<ContractedProducts> bras,
            int total,
            int from,
            int to,
            int width,
            double[] result) {
        int columns = to - from;
        int primitive = 0;
        int charge = 0;
        for (ContractedProducts bra : bras) {
            int count = bra.primitives().size();
            int hermites = Hermite.count(bra.order());
            int charges = bra.labels().length;
            double[] mirrored = bra.mirrored();
            own = room(own, mirrored.length);
            own.put(0, mirrored, mirrored.length);
            selected = room(selected, (long) hermites * count * columns);
            product = room(product, (long) charges * columns);
            if (scratch.length < columns) {
                scratch = new double[columns];
            }
            for (int i = 0; i < count; i++) {
                for (int a = 0; a < hermites; a++) {
                    half.get((a * total + primitive + i) * columns, scratch, 0, columns);
                    selected.put((i * hermites + a) * columns, scratch, columns);
                }
            }
            cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    charges,
                    columns,
                    hermites * count,
                    1,
                    own.pointer(),
                    hermites * count,
                    selected.pointer(),
                    columns,
                    0,
                    product.pointer(),
                    columns);
            for (int k = 0; k < charges; k++) {
                product.get(k * columns, result, (charge + k) * width + from, columns);
            }
            primitive += count;
            charge += charges;
        }
    }

    private static DoublePointer at(OffHeap room, long offset) {
        return room.pointer().getPointer(offset);
    }

    private static OffHeap room(OffHeap room, long size) {
        if (room.pointer().capacity() >= size) {
            return room;
        }
        room.close();
        return new OffHeap(size + size / 4);
    }

    private CoulombKernel kernel(int bra, int ket) {
        if (kernels[bra][ket] == null) {
            kernels[bra][ket] = new CoulombKernel(bra, ket, repulsion);
        }
        return kernels[bra][ket];
    }
}
