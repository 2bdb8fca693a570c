package xcflow.planewave.term;

/** Real spherical harmonics of a direction, orthonormal on the sphere. */
final class SphericalHarmonics {
    private SphericalHarmonics() {}

    /**
     * @param l 0, 1, 2 or 3
     * @param m number of the function, 0 … 2l
     * @param x Cartesian components of a vector of any length; the zero vector gives zero for l > 0
     */
    static double real(int l, int m, double x, double y, double z) {
        if (l == 0) {
            return Math.sqrt(1 / (4 * Math.PI));
        }
        double r = Math.sqrt(x * x + y * y + z * z);
        if (r < 1e-12) {
            return 0;
        }
        return switch (l) {
            case 1 -> p(m, x / r, y / r, z / r);
            case 2 -> d(m, x / r, y / r, z / r);
            case 3 -> f(m, x / r, y / r, z / r);
            default -> throw new IllegalArgumentException("no projectors with l = " + l);
        };
    }

    private static double p(int m, double x, double y, double z) {
        return Math.sqrt(3 / (4 * Math.PI)) * (m == 0 ? y : m == 1 ? z : x);
    }

    private static double d(int m, double x, double y, double z) {
        double a = Math.sqrt(15 / (4 * Math.PI));
        return switch (m) {
            case 0 -> a * x * y;
            case 1 -> a * y * z;
            case 2 -> Math.sqrt(5 / (16 * Math.PI)) * (3 * z * z - 1);
            case 3 -> a * x * z;
            default -> 0.5 * a * (x * x - y * y);
        };
    }

    private static double f(int m, double x, double y, double z) {
        double a = Math.sqrt(35 / (32 * Math.PI));
        double b = Math.sqrt(105 / (4 * Math.PI));
        double c = Math.sqrt(21 / (32 * Math.PI));
        return switch (m) {
            case 0 -> a * y * (3 * x * x - y * y);
            case 1 -> b * x * y * z;
            case 2 -> c * y * (5 * z * z - 1);
            case 3 -> Math.sqrt(7 / (16 * Math.PI)) * z * (5 * z * z - 3);
            case 4 -> c * x * (5 * z * z - 1);
            case 5 -> 0.5 * b * z * (x * x - y * y);
            default -> a * x * (x * x - 3 * y * y);
        };
    }

    /**
     * Gradient of the solid harmonic r^l Y_lm.
     *
     * @param l 0, 1, 2 or 3
     * @param m number of the function, 0 … 2l
     */
    static double[] solidGradient(int l, int m, double x, double y, double z) {
        return switch (l) {
            case 0 -> new double[3];
            case 1 -> scaled(Math.sqrt(3 / (4 * Math.PI)), pGradient(m));
            case 2 -> dGradient(m, x, y, z);
            case 3 -> fGradient(m, x, y, z);
            default -> throw new IllegalArgumentException("no projectors with l = " + l);
        };
    }

    private static double[] pGradient(int m) {
        return new double[] {m == 2 ? 1 : 0, m == 0 ? 1 : 0, m == 1 ? 1 : 0};
    }

    private static double[] dGradient(int m, double x, double y, double z) {
        double a = Math.sqrt(15 / (4 * Math.PI));
        return switch (m) {
            case 0 -> scaled(a, y, x, 0);
            case 1 -> scaled(a, 0, z, y);
            case 2 -> scaled(Math.sqrt(5 / (4 * Math.PI)), -x, -y, 2 * z);
            case 3 -> scaled(a, z, 0, x);
            default -> scaled(a, x, -y, 0);
        };
    }

    private static double[] fGradient(int m, double x, double y, double z) {
        double a = Math.sqrt(35 / (32 * Math.PI));
        double b = Math.sqrt(105 / (4 * Math.PI));
        double c = Math.sqrt(21 / (32 * Math.PI));
        double d = Math.sqrt(63 / (16 * Math.PI));
        double xy = x * x - y * y;
        double r2 = x * x + y * y + z * z;
        return switch (m) {
            case 0 -> scaled(3 * a, 2 * x * y, xy, 0);
            case 1 -> scaled(b, y * z, x * z, x * y);
            case 2 -> scaled(c, -2 * x * y, 5 * z * z - r2 - 2 * y * y, 8 * y * z);
            case 3 -> scaled(d, -2 * x * z, -2 * y * z, 3 * z * z - r2);
            case 4 -> scaled(c, 5 * z * z - r2 - 2 * x * x, -2 * x * y, 8 * x * z);
            case 5 -> scaled(0.5 * b, 2 * x * z, -2 * y * z, xy);
            default -> scaled(3 * a, xy, -2 * x * y, 0);
        };
    }

    private static double[] scaled(double factor, double... v) {
        return new double[] {factor * v[0], factor * v[1], factor * v[2]};
    }
}
