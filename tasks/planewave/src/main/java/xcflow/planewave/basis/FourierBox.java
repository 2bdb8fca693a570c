package xcflow.planewave.basis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import xcflow.numerics.NativeMatrix;

/**
 * The regular grid of points in a cell; functions on it are arrays with index (x n2 + y) n3 + z. It
 * lends work arrays to transforms, which makes it safe for use by several threads.
 */
public final class FourierBox {
    /** Doubles of a tile: a quarter of a usual second-level cache. */
    private static final int TILE = 32768;

    private final int[] sizes;
    private final Map<Range, Axis> axes = new ConcurrentHashMap<>();
    private final Map<Axis, MirroredGrid> mirrored = new ConcurrentHashMap<>();
    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();

    private record Range(int size, int least, int greatest) {}

    /**
     * @param n1 points along the first lattice vector, as n2, n3
     */
    public FourierBox(int n1, int n2, int n3) {
        sizes = new int[] {n1, n2, n3};
    }

    /**
     * Least even product of 2, 3 and 5 that is not below n: the sizes of grids that other codes
     * choose too.
     */
    public static int goodSize(int n) {
        for (int size = Math.max(2, n + n % 2); ; size += 2) {
            int rest = size;
            for (int prime : new int[] {2, 3, 5}) {
                while (rest % prime == 0) {
                    rest /= prime;
                }
            }
            if (rest == 1) {
                return size;
            }
        }
    }

    /** Number of points along a lattice vector. */
    public int size(int axis) {
        return sizes[axis];
    }

    /** Number of points. */
    public int points() {
        return sizes[0] * sizes[1] * sizes[2];
    }

    /** One direction with the given range of indices; k-points share what is equal. */
    Axis axis(int direction, int least, int greatest) {
        int n = sizes[direction];
        return axes.computeIfAbsent(
                new Range(n, least, greatest), range -> Axis.of(n, least, greatest));
    }

    /** The first direction with the given axis. */
    MirroredGrid mirrored(Axis axis) {
        return mirrored.computeIfAbsent(axis, MirroredGrid::new);
    }

    /** Strips of y whose tiles fit into the cache. */
    List<Strip> strips(int parts) {
        int width = Math.max(1, TILE / (MirroredGrid.rows(sizes[0]) * sizes[2] * parts));
        List<Strip> strips = new ArrayList<>();
        for (int y = 0; y < sizes[1]; y += width) {
            int length = Math.min(width, sizes[1] - y) * sizes[2];
            strips.add(new Strip(y * sizes[2], length));
        }
        return strips;
    }

    /**
     * A strip of the grid.
     *
     * @param first least index within a plane of constant x
     * @param length number of indices
     */
    record Strip(int first, int length) {}

    Scratch borrow() {
        Scratch scratch = idle.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    void giveBack(Scratch scratch) {
        idle.add(scratch);
    }

    /** Work memory of one transform in progress; grows with demand. */
    static final class Scratch {
        /** Coefficients on their way. */
        double[] re = {};

        double[] im = {};

        /** After none, one and two directions, and a tile of the grid. */
        private final NativeMatrix[] stages = new NativeMatrix[4];

        NativeMatrix stage(int number, int size) {
            if (stages[number] == null || stages[number].size() < size) {
                stages[number] = new NativeMatrix(1, size);
            }
            return stages[number];
        }

        void reserve(int size) {
            if (re.length < size) {
                re = new double[size];
                im = new double[size];
            }
        }
    }
}
