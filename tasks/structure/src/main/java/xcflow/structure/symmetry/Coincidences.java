package xcflow.structure.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;

/** Finds the motions that bring a crystal onto itself, nearly or exactly. */
final class Coincidences {
    private final Lattice lattice;
    private final int[] kinds;
    private final int n;
    private final double[] centroid;

    /** [atom][axis], fractional, measured from the centroid. */
    private final double[][] positions;

    /**
     * A motion that was found.
     *
     * @param images atom that each atom is brought to
     * @param mismatch greatest distance between an atom's image and its target, or by which the
     *     lattice is not kept, bohr
     */
    record Found(Motion motion, int[] images, double mismatch) {}

    /**
     * @param kinds of the sites: only equal numbers are equal atoms
     */
    Coincidences(Crystal crystal, int[] kinds) {
        this.lattice = crystal.lattice();
        this.kinds = kinds;
        this.n = kinds.length;
        this.centroid = new double[3];
        this.positions = new double[n][];
        for (int i = 0; i < n; i++) {
            positions[i] = crystal.sites().get(i).fractional();
            for (int axis = 0; axis < 3; axis++) {
                centroid[axis] += positions[i][axis] / n;
            }
        }
        for (double[] position : positions) {
            for (int axis = 0; axis < 3; axis++) {
                position[axis] -= centroid[axis];
            }
        }
    }

    /** Centroid of the atoms, fractional; a copy. */
    double[] centroid() {
        return centroid.clone();
    }

    /** Position of an atom from the centroid, fractional; not a copy. */
    double[] position(int atom) {
        return positions[atom];
    }

    /** All motions with at most this mismatch, bohr, that meet demands, the best first. */
    List<Found> within(double tolerance, Demands demands) {
        int[] rarest = rarestKind();
        List<Found> all = new ArrayList<>();
        Set<Motion> known = new HashSet<>();
        for (Operation.Rotation rotation :
                demands.met(LatticeSymmetry.rotations(lattice, tolerance))) {
            double ofLattice = LatticeSymmetry.mismatch(lattice, rotation);
            double[] image = rotation.apply(positions[rarest[0]]);
            for (int target : rarest) {
                double[] t = difference(positions[target], image);
                // The first atom's own error is in t: it may double that of the others.
                images(rotation, t, 2 * tolerance)
                        .map(images -> found(rotation, t, images, ofLattice))
                        .filter(found -> found.mismatch <= tolerance)
                        .filter(found -> demands.met(found.motion.around(centroid, n)))
                        .filter(found -> known.add(found.motion))
                        .ifPresent(all::add);
            }
        }
        all.sort(java.util.Comparator.comparingDouble(Found::mismatch));
        return all;
    }

    /** The motion if it brings the crystal onto itself within a tolerance, bohr. */
    boolean holds(Motion motion, double tolerance) {
        double[] t = motion.apply(new double[3], n);
        return LatticeSymmetry.mismatch(lattice, motion.rotation()) <= tolerance
                && images(motion.rotation(), t, tolerance).isPresent();
    }

    private Found found(Operation.Rotation w, double[] t, int[] images, double ofLattice) {
        long[] m = new long[3];
        for (int i = 0; i < n; i++) {
            double[] image = w.apply(positions[i]);
            for (int axis = 0; axis < 3; axis++) {
                m[axis] += Math.round(image[axis] + t[axis] - positions[images[i]][axis]);
            }
        }
        Motion motion = Motion.of(w, m[0], m[1], m[2], n);
        double mismatch = ofLattice;
        for (int i = 0; i < n; i++) {
            double[] image = motion.apply(positions[i], n);
            mismatch = Math.max(mismatch, distance(image, positions[images[i]]));
        }
        return new Found(motion, images, mismatch);
    }

    private Optional<int[]> images(Operation.Rotation rotation, double[] t, double tolerance) {
        int[] images = new int[n];
        boolean[] taken = new boolean[n];
        for (int i = 0; i < n; i++) {
            double[] image = rotation.apply(positions[i]);
            for (int axis = 0; axis < 3; axis++) {
                image[axis] += t[axis];
            }
            int match = -1;
            for (int j = 0; j < n && match < 0; j++) {
                if (kinds[j] == kinds[i]
                        && !taken[j]
                        && distance(image, positions[j]) <= tolerance) {
                    match = j;
                }
            }
            if (match < 0) {
                return Optional.empty();
            }
            taken[match] = true;
            images[i] = match;
        }
        return Optional.of(images);
    }

    /** Distance of two points up to lattice vectors, bohr; right for small distances. */
    private double distance(double[] a, double[] b) {
        double[] d = difference(a, b);
        double[] r =
                lattice.cartesian(
                        d[0] - Math.rint(d[0]), d[1] - Math.rint(d[1]), d[2] - Math.rint(d[2]));
        return Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
    }

    private static double[] difference(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private int[] rarestKind() {
        int kind =
                Arrays.stream(kinds)
                        .boxed()
                        .min(
                                java.util.Comparator.<Integer>comparingLong(
                                        k -> Arrays.stream(kinds).filter(o -> o == k).count()))
                        .orElseThrow();
        return IntStream.range(0, n).filter(i -> kinds[i] == kind).toArray();
    }
}
