package xcflow.planewave.basis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The regular grid of points in the cell, r = (x/n1) a1 + (y/n2) a2 + (z/n3) a3, and the
 * one-dimensional transforms that connect it with reciprocal space. A field on the grid is a {@code
 * double[]} in which the index of a point is (z n1 + x) n2 + y. Thread-safe.
 */
public final class FourierBox {
    private final int[] sizes;
    private final BatchFft alongX;
    private final BatchFft alongY;
    private final BatchFft alongZ;
    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param n1 points along the first lattice vector, a product of 2, 3 and 5; as n2, n3
     */
    public FourierBox(int n1, int n2, int n3) {
        sizes = new int[] {n1, n2, n3};
        alongX = new BatchFft(n1);
        alongY = new BatchFft(n2);
        alongZ = new BatchFft(n3);
    }

    /** Least even product of 2, 3 and 5 that is not below n. */
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

    /** Number of points of one plane of constant z. */
    public int planePoints() {
        return sizes[0] * sizes[1];
    }

    Scratch borrow(int columns, int slots) {
        Scratch scratch = idle.poll();
        if (scratch == null) {
            scratch = new Scratch();
        }
        scratch.reserve(columns * sizes[2], Math.max(slots, sizes[0]) * sizes[1]);
        return scratch;
    }

    void giveBack(Scratch scratch) {
        idle.add(scratch);
    }

    BatchFft along(int axis) {
        return axis == 0 ? alongX : axis == 1 ? alongY : alongZ;
    }

    /** Work arrays of one transform in progress; "columns" run along z, planes lie across it. */
    static final class Scratch {
        double[] columnRe = {};
        double[] columnIm = {};
        double[] columnWorkRe = {};
        double[] columnWorkIm = {};
        double[] planeRe = {};
        double[] planeIm = {};
        double[] planeWorkRe = {};
        double[] planeWorkIm = {};

        private void reserve(int columns, int plane) {
            if (columnRe.length < columns) {
                columnRe = new double[columns];
                columnIm = new double[columns];
                columnWorkRe = new double[columns];
                columnWorkIm = new double[columns];
            }
            if (planeRe.length < plane) {
                planeRe = new double[plane];
                planeIm = new double[plane];
                planeWorkRe = new double[plane];
                planeWorkIm = new double[plane];
            }
        }

        /** Transforms the columns; the sign of the exponent is + when inverse. */
        void columns(BatchFft fft, int count, boolean inverse) {
            if (inverse) {
                fft.transform(columnIm, columnRe, columnWorkIm, columnWorkRe, count);
            } else {
                fft.transform(columnRe, columnIm, columnWorkRe, columnWorkIm, count);
            }
            if (fft.resultInWork()) {
                double[] swap = columnRe;
                columnRe = columnWorkRe;
                columnWorkRe = swap;
                swap = columnIm;
                columnIm = columnWorkIm;
                columnWorkIm = swap;
            }
        }

        /** Transforms the plane along its slow index. */
        void plane(BatchFft fft, int count, boolean inverse) {
            if (inverse) {
                fft.transform(planeIm, planeRe, planeWorkIm, planeWorkRe, count);
            } else {
                fft.transform(planeRe, planeIm, planeWorkRe, planeWorkIm, count);
            }
            if (fft.resultInWork()) {
                swapPlanes();
            }
        }

        void swapPlanes() {
            double[] swap = planeRe;
            planeRe = planeWorkRe;
            planeWorkRe = swap;
            swap = planeIm;
            planeIm = planeWorkIm;
            planeWorkIm = swap;
        }
    }
}
