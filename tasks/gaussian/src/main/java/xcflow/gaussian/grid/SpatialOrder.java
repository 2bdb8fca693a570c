package xcflow.gaussian.grid;

/**
 * Sorts points so that each run of a given length is compact in space: recursive bisection across
 * the longest edge of the bounding box.
 */
final class SpatialOrder {
    private final double[][] coordinates;
    private final int block;
    private final int[] order;

    private SpatialOrder(double[][] coordinates, int block) {
        this.coordinates = coordinates;
        this.block = block;
        order = new int[coordinates[0].length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /** Indices of the points in the new order; all blocks but the last are full. */
    static int[] of(double[] x, double[] y, double[] z, int block) {
        SpatialOrder sort = new SpatialOrder(new double[][] {x, y, z}, block);
        sort.bisect(0, sort.order.length);
        return sort.order;
    }

    private void bisect(int from, int to) {
        int blocks = (to - from + block - 1) / block;
        if (blocks <= 1) {
            return;
        }
        int middle = from + (blocks / 2) * block;
        select(coordinates[longestAxis(from, to)], from, to - 1, middle);
        bisect(from, middle);
        bisect(middle, to);
    }

    private int longestAxis(int from, int to) {
        int longest = 0;
        double extent = -1;
        for (int axis = 0; axis < 3; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                double value = coordinates[axis][order[i]];
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            if (high - low > extent) {
                extent = high - low;
                longest = axis;
            }
        }
        return longest;
    }

    /** Quickselect: afterwards no point before {@code middle} is greater than one from it on. */
    private void select(double[] key, int from, int to, int middle) {
        int low = from;
        int high = to;
        while (low < high) {
            int pivot = order[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (before(key, order[i], pivot)) {
                    i++;
                }
                while (before(key, pivot, order[j])) {
                    j--;
                }
                if (i <= j) {
                    int swap = order[i];
                    order[i++] = order[j];
                    order[j--] = swap;
                }
            }
            if (middle <= j) {
                high = j;
            } else if (middle >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private static boolean before(double[] key, int a, int b) {
        return key[a] < key[b] || key[a] == key[b] && a < b;
    }
}
