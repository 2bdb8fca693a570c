package xcflow.structure.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The k-points that stand for a whole mesh.
 *
 * @param points irreducible points along the reciprocal vectors, with weights that add up to one
 * @param group the operations by which the mesh was reduced; the density of the points must be
 *     symmetrised with them
 */
public record KPoints(List<KPoint> points, SpaceGroup group) {

    /**
     * @param weight share of the mesh that the point stands for
     */
    public record KPoint(double x, double y, double z, double weight) {

        /** The three coordinates along the reciprocal vectors. */
        public double[] reduced() {
            return new double[] {x, y, z};
        }

        /** Whether this is Γ, where orbitals can be chosen real. */
        public boolean isGamma() {
            return x == 0 && y == 0 && z == 0;
        }
    }

    public KPoints {
        points = List.copyOf(points);
    }

    /**
     * Reduces a mesh by time reversal and by those operations of the group that keep it: a shifted
     * mesh may have a lower symmetry than the crystal and must not be folded by what it lacks.
     */
    public static KPoints reduce(KMesh mesh, SpaceGroup group) {
        SpaceGroup kept = group.preserving(mesh);
        List<double[]> all = mesh.points();
        ReducedPoints indices = new ReducedPoints(all);
        int[] star = new int[all.size()];
        Arrays.fill(star, -1);
        List<KPoint> points = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (star[i] >= 0) {
                continue;
            }
            int count = 0;
            for (Operation operation : kept.operations()) {
                double[] image = operation.rotation().applyTransposed(all.get(i));
                double[] reversed = {-image[0], -image[1], -image[2]};
                count += claim(indices.indexOf(image), i, star);
                // Time reversal may lead out of a shifted mesh; no operation of the group does.
                int opposite = indices.indexOf(reversed);
                count += opposite < 0 ? 0 : claim(opposite, i, star);
            }
            double[] k = all.get(i);
            points.add(
                    new KPoint(
                            centred(k[0]),
                            centred(k[1]),
                            centred(k[2]),
                            count / (double) all.size()));
        }
        return new KPoints(points, kept);
    }

    /**
     * Takes a point for a star, in which each point is counted once.
     *
     * @throws IllegalStateException if another star has it, which no group makes happen
     */
    private static int claim(int point, int star, int[] stars) {
        if (point < 0 || stars[point] >= 0 && stars[point] != star) {
            throw new IllegalStateException("the stars of k-points overlap or leave the mesh");
        }
        boolean first = stars[point] < 0;
        stars[point] = star;
        return first ? 1 : 0;
    }

    /** Moves a coordinate into (−½, ½]. */
    private static double centred(double x) {
        return x > 0.5 + 1e-9 ? x - 1 : x;
    }
}
