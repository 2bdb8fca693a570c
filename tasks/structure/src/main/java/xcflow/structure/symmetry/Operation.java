package xcflow.structure.symmetry;

/**
 * A symmetry operation x → W x + t on fractional coordinates.
 *
 * @param rotation W, row-major, nine integers of determinant ±1
 * @param translation t, each component in [0, 1)
 */
public record Operation(Rotation rotation, double tx, double ty, double tz) {

    public double translation(int axis) {
        return axis == 0 ? tx : axis == 1 ? ty : tz;
    }

    /** Integer matrix that maps the lattice onto itself; row-major. */
    public record Rotation(int xx, int xy, int xz, int yx, int yy, int yz, int zx, int zy, int zz) {

        static final Rotation IDENTITY = new Rotation(1, 0, 0, 0, 1, 0, 0, 0, 1);

        public static Rotation ofColumns(int[] a, int[] b, int[] c) {
            return new Rotation(a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]);
        }

        public double[] apply(double[] v) {
            return new double[] {
                xx * v[0] + xy * v[1] + xz * v[2],
                yx * v[0] + yy * v[1] + yz * v[2],
                zx * v[0] + zy * v[1] + zz * v[2]
            };
        }

        /** Wᵀ v, which is how reduced wave vectors transform under the inverse operation. */
        public double[] applyTransposed(double[] v) {
            return new double[] {
                xx * v[0] + yx * v[1] + zx * v[2],
                xy * v[0] + yy * v[1] + zy * v[2],
                xz * v[0] + yz * v[1] + zz * v[2]
            };
        }

        /** The rotation after another one. */
        public Rotation times(Rotation o) {
            return new Rotation(
                    xx * o.xx + xy * o.yx + xz * o.zx,
                    xx * o.xy + xy * o.yy + xz * o.zy,
                    xx * o.xz + xy * o.yz + xz * o.zz,
                    yx * o.xx + yy * o.yx + yz * o.zx,
                    yx * o.xy + yy * o.yy + yz * o.zy,
                    yx * o.xz + yy * o.yz + yz * o.zz,
                    zx * o.xx + zy * o.yx + zz * o.zx,
                    zx * o.xy + zy * o.yy + zz * o.zy,
                    zx * o.xz + zy * o.yz + zz * o.zz);
        }
    }
}
