package xcflow.gaussian.integral;

/**
 * Gauss–Legendre quadrature on [−1, 1].
 *
 * @param nodes ascending
 * @param weights that sum to 2
 */
record GaussLegendre(double[] nodes, double[] weights) {

    /** Rule of a number of nodes; its nodes are found by Newton's method. */
    static GaussLegendre of(int size) {
        double[] nodes = new double[size];
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
            double slope = 0;
            for (int iteration = 0; iteration < 20; iteration++) {
                double before = 0;
                double value = 1;
                for (int n = 0; n < size; n++) {
                    double next = ((2 * n + 1) * x * value - n * before) / (n + 1);
                    before = value;
                    value = next;
                }
                slope = size * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
        return new GaussLegendre(nodes, weights);
    }
}
