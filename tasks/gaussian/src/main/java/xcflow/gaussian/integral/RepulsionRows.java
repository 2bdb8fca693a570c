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
    private static final int COLUMN = 512;

    /** Hermite Gaussians of kets that are contracted together. */
    private static final int DEPTH = 160;

    /** Charges of kets that are transformed together. */
    private static final int KETS = 256;

    /** BLAS does not rearrange the factors of products with fewer multiplications. */
    private static final double SMALL = 990_000;

    private final Repulsion repulsion;
    private final CoulombKernel[][] kernels =
            new CoulombKernel[Hermite.MAX_ORDER + 1][Hermite.MAX_ORDER + 1];
    private OffHeap gathered = new OffHeap(1);
    private OffHeap half = new OffHeap(1);
    private OffHeap own = new OffHeap(1);
    private OffHeap selected = new OffHeap(1);
    private double[] column = new double[0];
    private double[] arranged = new double[0];

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
        for (OffHeap room : new OffHeap[] {gathered, half, own, selected}) {
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
     * @param result [charges of the bras × charges of these kets], row-major; overwritten
     */
    void build(List<ContractedProducts> bras, Kets kets, int count, OffHeap result) {
        int order = bras.get(0).order();
        List<Distribution> primitives =
                bras.stream().flatMap(b -> b.primitives().stream()).toList();
        HermiteField none = HermiteField.zero(primitives);
        List<Block> blocks = none.blocks(IntStream.range(0, primitives.size()).toArray());
        double bound = primitives.stream().mapToDouble(Distribution::bound).max().orElse(0);
        int total = primitives.size();
        int[] places = places(bras, order, total);
        keep(bras);
        int width = kets.charges(count);
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && kets.charges(to + 1) - kets.charges(from) <= KETS) {
                to++;
            }
            transformKets(order, total, blocks, bound, kets, from, to);
            arrange(places, kets.charges(to) - kets.charges(from));
            transformBras(bras, kets.charges(from), kets.charges(to), width, result);
        }
    }

    /**
     * Where each number of a half-transformed column, [bra Hermite × bra primitives], belongs among
     * those of its bra, [primitives × Hermite].
     */
    private static int[] places(List<ContractedProducts> bras, int order, int total) {
        int hermites = Hermite.count(order);
        int[] places = new int[hermites * total];
        int primitive = 0;
        for (ContractedProducts bra : bras) {
            int count = bra.primitives().size();
            for (int i = 0; i < count; i++, primitive++) {
                for (int a = 0; a < hermites; a++) {
                    places[a * total + primitive] = primitive * hermites + a;
                }
            }
        }
        return places;
    }

    /** Puts the expansions of the bras where BLAS finds them. */
    private void keep(List<ContractedProducts> bras) {
        own = room(own, bras.stream().mapToLong(b -> b.expansion().length).sum());
        int at = 0;
        for (ContractedProducts bra : bras) {
            double[] mirrored = bra.mirrored();
            own.put(at, mirrored, mirrored.length);
            at += mirrored.length;
        }
    }

    /** Fills {@code half}, [charges of the kets × bra Hermite × bra primitives]. */
    private void transformKets(
            int order, int total, List<Block> blocks, double bound, Kets kets, int from, int to) {
        int rows = Hermite.count(order) * total;
        half = room(half, (long) rows * (kets.charges(to) - kets.charges(from)));
        for (int g = from; g < to; g++) {
            ContractedProducts ket = kets.members.get(g);
            long into = (long) (kets.charges(g) - kets.charges(from)) * rows;
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
                for (int k = j; k < last; k++) {
                    gather(ket.primitives().get(k), order, total, blocks, (k - j) * width);
                }
                contract(kets, g, j * width, (last - j) * width, rows, j == 0 ? 0 : 1, into);
            }
        }
    }

    /** Contracts the gathered integrals with a part of a ket's expansion. */
    private void contract(
            Kets kets, int ket, int from, int depth, int rows, double before, long into) {
        int labels = kets.members.get(ket).labels().length;
        int length = kets.members.get(ket).length();
        DoublePointer expansion = at(kets.expansions, kets.at[ket] + from);
        int most = (int) (SMALL / labels / Math.max(1, depth)) / 32 * 32;
        int step = Math.max(32, most);
        for (int row = 0; row < rows; row += step) {
            cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    labels,
                    Math.min(step, rows - row),
                    depth,
                    1,
                    expansion,
                    length,
                    at(gathered, row),
                    rows,
                    before,
                    at(half, into + row),
                    rows);
        }
    }

    /** Fills {@code selected}, [columns × numbers of one bra after another]. */
    private void arrange(int[] places, int columns) {
        int rows = places.length;
        selected = room(selected, (long) rows * columns);
        if (column.length < rows) {
            column = new double[rows];
            arranged = new double[rows];
        }
        for (int c = 0; c < columns; c++) {
            half.get(c * rows, column, 0, rows);
            permute(rows, column, places, arranged);
            selected.put(c * rows, arranged, rows);
        }
    }

    private static void permute(int length, double[] from, int[] places, double[] to) {
        for (int i = 0; i < length; i++) {
            to[places[i]] = from[i];
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
            List<ContractedProducts> bras, int from, int to, int width, OffHeap result) {
        int columns = to - from;
        int rows = bras.stream().mapToInt(ContractedProducts::length).sum();
        int begin = 0;
        int expansion = 0;
        int charge = 0;
        for (ContractedProducts bra : bras) {
            int charges = bra.labels().length;
            cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasTrans,
                    charges,
                    columns,
                    bra.length(),
                    1,
                    at(own, expansion),
                    bra.length(),
                    at(selected, begin),
                    rows,
                    0,
                    at(result, (long) charge * width + from),
                    width);
            begin += bra.length();
            expansion += bra.expansion().length;
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
