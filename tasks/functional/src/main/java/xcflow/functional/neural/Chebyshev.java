package xcflow.functional.neural;

/** Polynomials on −1 ≤ t ≤ 1 through the zeros of a Chebyshev polynomial. */
final class Chebyshev {
    private Chebyshev() {}

    /** The zeros of the polynomial of degree {@code order}, from the largest on. */
    static double[] nodes(int order) {
        double[] nodes = new double[order];
        for (int j = 0; j < order; j++) {
            nodes[j] = Math.cos(Math.PI * (j + 0.5) / order);
        }
        return nodes;
    }

    /** [power][node]: coefficients of a polynomial from its values at the nodes. */
    static double[][] fromValues(int order) {
        double[][] result = new double[order][order];
        double[] before = new double[order];
        double[] chebyshev = new double[order];
        chebyshev[0] = 1;
        for (int degree = 0; degree < order; degree++) {
            double[] next = new double[order];
            for (int power = 0; power < order; power++) {
                for (int j = 0; j < order; j++) {
                    result[power][j] +=
                            (degree == 0 ? 1.0 : 2.0)
                                    / order
                                    * Math.cos(degree * Math.PI * (j + 0.5) / order)
                                    * chebyshev[power];
                }
                double raised = power > 0 ? chebyshev[power - 1] : 0;
                next[power] = (degree == 0 ? 1 : 2) * raised - before[power];
            }
            before = chebyshev;
            chebyshev = next;
        }
        return result;
    }
}
