package xcflow.planewave.basis;

import java.util.Arrays;
import xcflow.planewave.basis.FourierBox.Scratch;

/**
 * Fourier transforms between a set of plane waves and the grid of a {@link FourierBox}.
 *
 * <p>Only columns of the box that contain plane waves are transformed along z; after that each
 * plane of constant z is finished, used and transformed back while it is in the cache, so that the
 * whole box never exists. Immutable and thread-safe.
 */
public final class SphereTransform {

    /** Sees, and may change, the values on one plane of the grid; index x n2 + y. */
    @FunctionalInterface
    public interface PlaneOperation {
        void accept(int z, double[] re, double[] im);
    }

    private final FourierBox box;
    private final int count;

    /** Number of columns, and for each plane wave z × columns + column. */
    private final int columns;

    private final int[] columnIndex;

    /** Position of each column in a [ky × slots] plane, where a slot is an x index in use. */
    private final int[] columnPlace;

    /** The x index in the box of each slot. */
    private final int[] slots;

    /**
     * @param miller [count × 3], indices of the plane waves along the reciprocal vectors, all
     *     different and within the box
     */
    SphereTransform(FourierBox box, int[] miller) {
        this.box = box;
        this.count = miller.length / 3;
        int n1 = box.size(0);
        int n2 = box.size(1);
        int n3 = box.size(2);
        boolean[] used = new boolean[n1];
        int[] columnOf = new int[n1 * n2];
        Arrays.fill(columnOf, -1);
        for (int g = 0; g < count; g++) {
            int x = Math.floorMod(miller[3 * g], n1);
            used[x] = true;
            columnOf[x * n2 + Math.floorMod(miller[3 * g + 1], n2)] = 0;
        }
        int[] slotOf = new int[n1];
        int slotCount = 0;
        int[] slotList = new int[n1];
        for (int x = 0; x < n1; x++) {
            if (used[x]) {
                slotList[slotCount] = x;
                slotOf[x] = slotCount++;
            }
        }
        slots = Arrays.copyOf(slotList, slotCount);
        int[] places = new int[n1 * n2];
        int found = 0;
        for (int y = 0; y < n2; y++) {
            for (int x : slots) {
                if (columnOf[x * n2 + y] == 0) {
                    places[found] = y * slotCount + slotOf[x];
                    columnOf[x * n2 + y] = found++;
                }
            }
        }
        columns = found;
        columnPlace = Arrays.copyOf(places, found);
        columnIndex = new int[count];
        for (int g = 0; g < count; g++) {
            int column =
                    columnOf[
                            Math.floorMod(miller[3 * g], n1) * n2
                                    + Math.floorMod(miller[3 * g + 1], n2)];
            columnIndex[g] = Math.floorMod(miller[3 * g + 2], n3) * columns + column;
        }
    }

    /** The grid. */
    public FourierBox box() {
        return box;
    }

    /** f(r) = Σ_G c_G e^{iG·r} on every plane; the coefficients are not changed. */
    public void toGrid(double[] re, int atRe, double[] im, int atIm, PlaneOperation use) {
        Scratch s = box.borrow(columns, slots.length);
        scatter(s, re, atRe, im, atIm);
        for (int z = 0; z < box.size(2); z++) {
            planeToGrid(s, z);
            use.accept(z, s.planeRe, s.planeIm);
        }
        box.giveBack(s);
    }

    /** c_G = (1/N) Σ_r f(r) e^{−iG·r} of a function that {@code source} writes plane by plane. */
    public void fromGrid(PlaneOperation source, double[] re, int atRe, double[] im, int atIm) {
        Scratch s = box.borrow(columns, slots.length);
        for (int z = 0; z < box.size(2); z++) {
            source.accept(z, s.planeRe, s.planeIm);
            planeFromGrid(s, z);
        }
        gather(s, re, atRe, im, atIm);
        box.giveBack(s);
    }

    /**
     * Transforms to the grid, lets {@code operation} change the values, and transforms back; the
     * coefficients are overwritten with the result.
     */
    public void through(double[] re, int atRe, double[] im, int atIm, PlaneOperation operation) {
        Scratch s = box.borrow(columns, slots.length);
        scatter(s, re, atRe, im, atIm);
        for (int z = 0; z < box.size(2); z++) {
            planeToGrid(s, z);
            operation.accept(z, s.planeRe, s.planeIm);
            planeFromGrid(s, z);
        }
        gather(s, re, atRe, im, atIm);
        box.giveBack(s);
    }

    private void scatter(Scratch s, double[] re, int atRe, double[] im, int atIm) {
        Arrays.fill(s.columnRe, 0, columns * box.size(2), 0);
        Arrays.fill(s.columnIm, 0, columns * box.size(2), 0);
        for (int g = 0; g < count; g++) {
            s.columnRe[columnIndex[g]] = re[atRe + g];
            s.columnIm[columnIndex[g]] = im[atIm + g];
        }
        s.columns(box.along(2), columns, true);
    }

    private void gather(Scratch s, double[] re, int atRe, double[] im, int atIm) {
        s.columns(box.along(2), columns, false);
        double scale = 1.0 / box.points();
        for (int g = 0; g < count; g++) {
            re[atRe + g] = scale * s.columnRe[columnIndex[g]];
            im[atIm + g] = scale * s.columnIm[columnIndex[g]];
        }
    }

    private void planeToGrid(Scratch s, int z) {
        int width = slots.length;
        int n2 = box.size(1);
        Arrays.fill(s.planeRe, 0, width * n2, 0);
        Arrays.fill(s.planeIm, 0, width * n2, 0);
        int row = z * columns;
        for (int c = 0; c < columns; c++) {
            s.planeRe[columnPlace[c]] = s.columnRe[row + c];
            s.planeIm[columnPlace[c]] = s.columnIm[row + c];
        }
        s.plane(box.along(1), width, true);
        Arrays.fill(s.planeWorkRe, 0, box.planePoints(), 0);
        Arrays.fill(s.planeWorkIm, 0, box.planePoints(), 0);
        for (int slot = 0; slot < width; slot++) {
            int to = slots[slot] * n2;
            for (int y = 0; y < n2; y++) {
                s.planeWorkRe[to + y] = s.planeRe[y * width + slot];
                s.planeWorkIm[to + y] = s.planeIm[y * width + slot];
            }
        }
        s.swapPlanes();
        s.plane(box.along(0), n2, true);
    }

    private void planeFromGrid(Scratch s, int z) {
        int width = slots.length;
        int n2 = box.size(1);
        s.plane(box.along(0), n2, false);
        for (int slot = 0; slot < width; slot++) {
            int from = slots[slot] * n2;
            for (int y = 0; y < n2; y++) {
                s.planeWorkRe[y * width + slot] = s.planeRe[from + y];
                s.planeWorkIm[y * width + slot] = s.planeIm[from + y];
            }
        }
        s.swapPlanes();
        s.plane(box.along(1), width, false);
        int row = z * columns;
        for (int c = 0; c < columns; c++) {
            s.columnRe[row + c] = s.planeRe[columnPlace[c]];
            s.columnIm[row + c] = s.planeIm[columnPlace[c]];
        }
    }
}
