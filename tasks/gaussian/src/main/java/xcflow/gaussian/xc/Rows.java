package xcflow.gaussian.xc;

/**
 * Arithmetic of rows over the points of a block. Each loop stands alone, so that the compiler
 * vectorises it, and translates it once instead of wherever it is used.
 */
final class Rows {
    private Rows() {}

    /** out := a · b. */
    static void multiply(int n, double[] a, double[] b, double[] out) {
        for (int p = 0; p < n; p++) {
            out[p] = a[p] * b[p];
        }
    }

    /** out := out + factor · a. */
    static void add(int n, double factor, double[] a, double[] out) {
        for (int p = 0; p < n; p++) {
            out[p] += factor * a[p];
        }
    }

    /** out := out + factor · a · b. */
    static void addProduct(int n, double factor, double[] a, double[] b, double[] out) {
        for (int p = 0; p < n; p++) {
            out[p] += factor * a[p] * b[p];
        }
    }

    /** out := out + v · w. */
    static void addDot(int n, double[][] v, double[] wx, double[] wy, double[] wz, double[] out) {
        double[] vx = v[0];
        double[] vy = v[1];
        double[] vz = v[2];
        for (int p = 0; p < n; p++) {
            out[p] += vx[p] * wx[p] + vy[p] * wy[p] + vz[p] * wz[p];
        }
    }

    /** out := positions from place {@code from} − origin. */
    static void shift(int n, double[] positions, int from, double origin, double[] out) {
        for (int p = 0; p < n; p++) {
            out[p] = positions[from + p] - origin;
        }
    }

    /** row := row + b · radial with b from place {@code at} of the panel. */
    static void addRadial(int n, double[] panel, int at, double[] radial, double[] row) {
        for (int p = 0; p < n; p++) {
            row[p] += panel[at + p] * radial[p];
        }
    }

    /** sum := sum + b · slope · harmonic with b from place {@code at} of the panel. */
    static void addSlope(
            int n, double[] panel, int at, double[] slope, double[] harmonic, double[] sum) {
        for (int p = 0; p < n; p++) {
            sum[p] += panel[at + p] * slope[p] * harmonic[p];
        }
    }

    /** Panel from place {@code at} := radial · row. */
    static void store(int n, double[] radial, double[] row, double[] panel, int at) {
        for (int p = 0; p < n; p++) {
            panel[at + p] = radial[p] * row[p];
        }
    }

    /** Panel from place {@code at} := radial · row + slope · along. */
    static void store(
            int n,
            double[] radial,
            double[] row,
            double[] slope,
            double[] along,
            double[] panel,
            int at) {
        for (int p = 0; p < n; p++) {
            panel[at + p] = radial[p] * row[p] + slope[p] * along[p];
        }
    }

    /** out := out + factor · a² with a from place {@code at} of the panel. */
    static void addSquares(int n, double factor, double[] panel, int at, double[] out) {
        for (int p = 0; p < n; p++) {
            out[p] += factor * panel[at + p] * panel[at + p];
        }
    }

    /** Panel from place {@code at} := itself · a. */
    static void scale(int n, double[] a, double[] panel, int at) {
        for (int p = 0; p < n; p++) {
            panel[at + p] *= a[p];
        }
    }
}
