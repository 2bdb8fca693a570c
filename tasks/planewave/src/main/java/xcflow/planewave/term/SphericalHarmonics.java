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
}
