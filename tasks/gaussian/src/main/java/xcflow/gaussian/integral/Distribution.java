package xcflow.gaussian.integral;

import java.util.List;

/**
 * Charge distributions with one exponent at one point, as linear combinations of its Hermite
 * Gaussians: the products of all basis functions that contain one pair of primitives.
 *
 * @param exponent p in bohr^-2
 * @param order highest degree L of the Hermite Gaussians
 * @param segments which products of functions they expand
 * @param bound largest Coulomb norm √(ab|ab) of a product, for screening
 */
record Distribution(
        double exponent,
        double x,
        double y,
        double z,
        int order,
        List<Segment> segments,
        double bound) {

    /**
     * Products of the functions of two shells; for single functions, columns is 1.
     *
     * @param weight 2 if the product stands for its mirror image too, otherwise 1
     * @param expansion [rows × columns × Hermite count(order)], row-major
     */
    record Segment(
            int row,
            int rows,
            int column,
            int columns,
            int order,
            double weight,
            double[] expansion) {}

    static Distribution of(double exponent, double x, double y, double z, List<Segment> segments) {
        int order = 0;
        double square = 0;
        for (Segment segment : segments) {
            order = Math.max(order, segment.order());
            square = Math.max(square, largest(exponent, segment));
        }
        return new Distribution(exponent, x, y, z, order, List.copyOf(segments), Math.sqrt(square));
    }

    private static double largest(double exponent, Segment segment) {
        int width = Hermite.count(segment.order());
        double[] function = new double[width];
        double[] potential = new double[width];
        double square = 0;
        for (int at = 0; at < segment.expansion().length; at += width) {
            System.arraycopy(segment.expansion(), at, function, 0, width);
            square =
                    Math.max(
                            square,
                            SelfInteraction.apply(exponent, segment.order(), function, potential));
        }
        return square * segment.weight() * segment.weight();
    }

    /**
     * Density in Hermite Gaussians.
     *
     * @param density [n × stride], row-major
     * @param hermite [count(order)], overwritten
     */
    void expand(double[] density, int stride, double[] hermite) {
        java.util.Arrays.fill(hermite, 0, Hermite.count(order), 0);
        for (Segment segment : segments) {
            double[] expansion = segment.expansion();
            int width = Hermite.count(segment.order());
            int at = 0;
            for (int i = 0; i < segment.rows(); i++) {
                int from = (segment.row() + i) * stride + segment.column();
                for (int j = 0; j < segment.columns(); j++) {
                    double value = segment.weight() * density[from + j];
                    for (int h = 0; h < width; h++) {
                        hermite[h] += value * expansion[at + h];
                    }
                    at += width;
                }
            }
        }
    }

    /**
     * Adds a potential in Hermite Gaussians to a matrix of basis functions.
     *
     * @param hermite [count(order)]
     * @param matrix [n × stride], row-major
     */
    void collect(double[] hermite, double[] matrix, int stride) {
        for (Segment segment : segments) {
            double[] expansion = segment.expansion();
            int width = Hermite.count(segment.order());
            int at = 0;
            for (int i = 0; i < segment.rows(); i++) {
                int to = (segment.row() + i) * stride + segment.column();
                for (int j = 0; j < segment.columns(); j++) {
                    double sum = 0;
                    for (int h = 0; h < width; h++) {
                        sum += hermite[h] * expansion[at + h];
                    }
                    matrix[to + j] += segment.weight() * sum;
                    at += width;
                }
            }
        }
    }
}
