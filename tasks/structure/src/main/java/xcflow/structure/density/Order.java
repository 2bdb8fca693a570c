package xcflow.structure.density;

/** Orders in which files hold the points of a grid. */
final class Order {
    private Order() {}

    /**
     * From the first index fastest to the last index fastest.
     *
     * @param values [shape[2] × shape[1] × shape[0]]
     * @param factor that every value is multiplied by
     * @return [shape[0] × shape[1] × shape[2]]
     */
    static double[] firstFastest(double[] values, int[] shape, double factor) {
        double[] ordered = new double[values.length];
        int at = 0;
        for (int k = 0; k < shape[2]; k++) {
            for (int j = 0; j < shape[1]; j++) {
                for (int i = 0; i < shape[0]; i++) {
                    ordered[(i * shape[1] + j) * shape[2] + k] = factor * values[at++];
                }
            }
        }
        return ordered;
    }
}
