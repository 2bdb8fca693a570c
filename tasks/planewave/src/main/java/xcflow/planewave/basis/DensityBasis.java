package xcflow.planewave.basis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import xcflow.structure.crystal.Lattice;

/**
 * The plane waves that carry densities and local potentials: all G with |G|²/2 ≤ 4 E_cut, which is
 * exactly what products of two orbitals contain. Immutable.
 */
public final class DensityBasis {
    /** Room for the index beside the rounded norm in one sort key. */
    private static final int INDEX_BITS = 24;

    /** What fits beside the norm, less what a sphere of the average number may exceed it by. */
    private static final double MOST_WAVES = 0.95 * (1 << INDEX_BITS);

    private final Lattice lattice;
    private final double cutoff;
    private final FourierBox box;
    private final int[] miller;
    private final int[] indexInBox;
    private final int[] opposite;
    private final double[] vectors;
    private final double[] norm2;
    private final SphereTransform transform;

    private DensityBasis(Lattice lattice, double cutoff, FourierBox box) {
        this.lattice = lattice;
        this.cutoff = cutoff;
        this.box = box;
        this.miller = sphere(lattice, new double[3], 4 * cutoff);
        int count = miller.length / 3;
        indexInBox = new int[box.points()];
        Arrays.fill(indexInBox, -1);
        vectors = new double[3 * count];
        norm2 = new double[count];
        for (int g = 0; g < count; g++) {
            indexInBox[place(miller[3 * g], miller[3 * g + 1], miller[3 * g + 2])] = g;
            double[] v = lattice.wave(miller[3 * g], miller[3 * g + 1], miller[3 * g + 2]);
            System.arraycopy(v, 0, vectors, 3 * g, 3);
            norm2[g] = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
        }
        opposite = new int[count];
        for (int g = 0; g < count; g++) {
            opposite[g] = indexOf(-miller[3 * g], -miller[3 * g + 1], -miller[3 * g + 2]);
        }
        transform = new SphereTransform(box, miller, true, false);
    }

    /**
     * Basis with the smallest grid that represents products of orbitals without aliasing.
     *
     * @param cutoff cutoff of the orbitals, Hartree
     */
    public static DensityBasis of(Lattice lattice, double cutoff) {
        List<Integer> n = gridSize(lattice, cutoff);
        return new DensityBasis(lattice, cutoff, new FourierBox(n.get(0), n.get(1), n.get(2)));
    }

    /** Points along the lattice vectors of the grid of {@link #of(Lattice, double)}. */
    public static List<Integer> gridSize(Lattice lattice, double cutoff) {
        int[] miller = sphere(lattice, new double[3], 4 * cutoff);
        return IntStream.range(0, 3)
                .map(axis -> FourierBox.goodSize(2 * reach(miller, axis) + 1))
                .boxed()
                .toList();
    }

    /**
     * Basis with a grid of the caller's choice.
     *
     * @throws IllegalArgumentException if the grid is too coarse
     */
    public static DensityBasis of(Lattice lattice, double cutoff, int n1, int n2, int n3) {
        int[] miller = sphere(lattice, new double[3], 4 * cutoff);
        int[] n = {n1, n2, n3};
        for (int axis = 0; axis < 3; axis++) {
            if (n[axis] < 2 * reach(miller, axis) + 1) {
                throw new IllegalArgumentException(
                        "a Fourier grid of "
                                + Arrays.toString(n)
                                + " points is too coarse for the cutoff: direction "
                                + (axis + 1)
                                + " needs at least "
                                + (2 * reach(miller, axis) + 1));
            }
        }
        return new DensityBasis(lattice, cutoff, new FourierBox(n1, n2, n3));
    }

    private static int reach(int[] miller, int axis) {
        return IntStream.range(0, miller.length / 3)
                .map(g -> Math.abs(miller[3 * g + axis]))
                .max()
                .orElseThrow();
    }

    /**
     * Miller indices [n × 3] of all G with |k+G|²/2 ≤ energy, in ascending order of |k+G|, ties by
     * the indices: the order does not depend on how they were found.
     *
     * @throws IllegalArgumentException if there are too many of them
     */
    static int[] sphere(Lattice lattice, double[] k, double energy) {
        double bound = 2 * energy * (1 + 1e-12);
        double expected = lattice.volume() * Math.pow(bound, 1.5) / (6 * Math.PI * Math.PI);
        if (!(expected < MOST_WAVES)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a cell of %.3g bohr³ needs some %.3g plane waves for its density at"
                                    + " this cutoff; %.2g are possible",
                            lattice.volume(),
                            expected,
                            MOST_WAVES));
        }
        int[] reach = new int[3];
        for (int i = 0; i < 3; i++) {
            reach[i] = (int) Math.ceil(Math.sqrt(bound) * lattice.length(i) / (2 * Math.PI) + 1);
        }
        double[][] b = lattice.reciprocalRows();
        int capacity = 1024;
        int[] found = new int[3 * capacity];
        double[] norms = new double[capacity];
        int count = 0;
        for (int i = -reach[0]; i <= reach[0]; i++) {
            for (int j = -reach[1]; j <= reach[1]; j++) {
                double px = (i + k[0]) * b[0][0] + (j + k[1]) * b[1][0];
                double py = (i + k[0]) * b[0][1] + (j + k[1]) * b[1][1];
                double pz = (i + k[0]) * b[0][2] + (j + k[1]) * b[1][2];
                for (int l = -reach[2]; l <= reach[2]; l++) {
                    double x = px + (l + k[2]) * b[2][0];
                    double y = py + (l + k[2]) * b[2][1];
                    double z = pz + (l + k[2]) * b[2][2];
                    double norm = x * x + y * y + z * z;
                    if (norm <= bound) {
                        if (count == capacity) {
                            capacity *= 2;
                            found = Arrays.copyOf(found, 3 * capacity);
                            norms = Arrays.copyOf(norms, capacity);
                        }
                        found[3 * count] = i;
                        found[3 * count + 1] = j;
                        found[3 * count + 2] = l;
                        norms[count++] = norm;
                    }
                }
            }
        }
        long[] keys = new long[count];
        for (int n = 0; n < count; n++) {
            keys[n] = Math.round(norms[n] * 1e8) << INDEX_BITS | n;
        }
        Arrays.sort(keys);
        int[] sorted = new int[3 * count];
        for (int n = 0; n < count; n++) {
            int from = (int) (keys[n] & (1 << INDEX_BITS) - 1);
            System.arraycopy(found, 3 * from, sorted, 3 * n, 3);
        }
        return sorted;
    }

    private int place(int i, int j, int k) {
        int n1 = box.size(0);
        int n2 = box.size(1);
        return (Math.floorMod(i, n1) * n2 + Math.floorMod(j, n2)) * box.size(2)
                + Math.floorMod(k, box.size(2));
    }

    /** Index of the plane wave with the given Miller indices, or −1 if it is not in the sphere. */
    public int indexOf(int i, int j, int k) {
        for (int axis = 0; axis < 3; axis++) {
            int m = axis == 0 ? i : axis == 1 ? j : k;
            if (2 * Math.abs(m) >= box.size(axis)) {
                return -1;
            }
        }
        return indexInBox[place(i, j, k)];
    }

    /** Number of plane waves. The first is G = 0, the others follow in ascending order of |G|. */
    public int size() {
        return norm2.length;
    }

    /** Miller index of plane wave g along reciprocal vector {@code axis}. */
    public int miller(int g, int axis) {
        return miller[3 * g + axis];
    }

    /** Cartesian component of G, 1/bohr. */
    public double vector(int g, int axis) {
        return vectors[3 * g + axis];
    }

    /** |G|², 1/bohr². */
    public double norm2(int g) {
        return norm2[g];
    }

    /** Index of −G. */
    public int opposite(int g) {
        return opposite[g];
    }

    /** Lattice of the cell. */
    public Lattice lattice() {
        return lattice;
    }

    /** Cutoff of the orbitals, Hartree; that of the density is four times as high. */
    public double cutoff() {
        return cutoff;
    }

    /** Volume of the cell, bohr³. */
    public double volume() {
        return lattice.volume();
    }

    /** The grid in the cell. */
    public FourierBox box() {
        return box;
    }

    /** Transforms between these plane waves and the grid. */
    public SphereTransform transform() {
        return transform;
    }
}
