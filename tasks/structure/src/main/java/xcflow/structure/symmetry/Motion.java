package xcflow.structure.symmetry;

/**
 * A symmetry operation u → W u + m/n on fractional coordinates that are measured from the centroid
 * of the n atoms of the cell. There the translation of every operation that permutes the atoms is a
 * whole number of n-ths of the lattice vectors: averaged over the atoms, W u + t = u′ + (lattice
 * vector) reads n t = the sum of the lattice vectors. Operations are thus compared and multiplied
 * without any tolerance.
 *
 * @param rotation W
 * @param x first component of m, in [0, n); as the others
 */
public record Motion(Operation.Rotation rotation, int x, int y, int z) {

    public static final Motion IDENTITY = new Motion(Operation.Rotation.IDENTITY, 0, 0, 0);

    /** The motion of a rotation and any whole numbers of n-ths. */
    public static Motion of(Operation.Rotation rotation, long x, long y, long z, int n) {
        return new Motion(rotation, Math.floorMod(x, n), Math.floorMod(y, n), Math.floorMod(z, n));
    }

    /**
     * The motion after another one.
     *
     * @param n number of atoms
     */
    public Motion times(Motion other, int n) {
        Operation.Rotation w = rotation;
        return of(
                w.times(other.rotation),
                (long) w.xx() * other.x + (long) w.xy() * other.y + (long) w.xz() * other.z + x,
                (long) w.yx() * other.x + (long) w.yy() * other.y + (long) w.yz() * other.z + y,
                (long) w.zx() * other.x + (long) w.zy() * other.y + (long) w.zz() * other.z + z,
                n);
    }

    /** Where the motion takes a point; both measured from the centroid. */
    public double[] apply(double[] u, int n) {
        double[] image = rotation.apply(u);
        image[0] += (double) x / n;
        image[1] += (double) y / n;
        image[2] += (double) z / n;
        return image;
    }

    /** The same as an operation on coordinates whose origin is that of the cell. */
    public Operation around(double[] centroid, int n) {
        double[] c = rotation.apply(centroid);
        return new Operation(
                rotation,
                wrap(centroid[0] - c[0] + (double) x / n),
                wrap(centroid[1] - c[1] + (double) y / n),
                wrap(centroid[2] - c[2] + (double) z / n));
    }

    private static double wrap(double x) {
        double wrapped = x - Math.floor(x + 1e-9);
        return Math.abs(wrapped) < 1e-9 ? 0 : wrapped;
    }
}
