package xcflow.structure.symmetry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up k-points that are equal up to reciprocal lattice vectors. */
public final class ReducedPoints {
    /** Fine enough to tell a shift that nearly is a symmetric one, coarse enough for rounding. */
    private static final long STEPS = 1L << 32;

    private record Key(long x, long y, long z) {}

    private final Map<Key, Integer> indices = new HashMap<>();

    public ReducedPoints(List<double[]> points) {
        for (int i = 0; i < points.size(); i++) {
            if (indices.putIfAbsent(key(points.get(i)), i) != null) {
                throw new IllegalArgumentException("the k-point mesh contains a point twice");
            }
        }
    }

    /** Index of the equal point, or −1. */
    public int indexOf(double[] point) {
        return indices.getOrDefault(key(point), -1);
    }

    private static Key key(double[] k) {
        return new Key(quantised(k[0]), quantised(k[1]), quantised(k[2]));
    }

    private static long quantised(double x) {
        return Math.floorMod(Math.round(x * STEPS), STEPS);
    }
}
