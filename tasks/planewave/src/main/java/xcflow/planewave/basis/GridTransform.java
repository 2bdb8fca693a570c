package xcflow.planewave.basis;

/**
 * Real fields on the grid and their coefficients, which are arrays of 2 × basis size: first all
 * real, then all imaginary parts.
 */
public final class GridTransform {
    private GridTransform() {}

    /** Values of a field at all points of the grid. */
    public static double[] toGrid(DensityBasis basis, double[] coefficients) {
        int n = basis.size();
        double[] c = new double[2 * n];
        for (int g = 0; g < n; g++) {
            c[2 * g] = coefficients[g];
            c[2 * g + 1] = coefficients[n + g];
        }
        return basis.transform().toGrid(c);
    }

    /** Coefficients of a field, without what lies outside the basis. */
    public static double[] fromGrid(DensityBasis basis, double[] values) {
        int n = basis.size();
        double[] c = new double[2 * n];
        basis.transform().fromGrid(values, c);
        double[] coefficients = new double[2 * n];
        for (int g = 0; g < n; g++) {
            coefficients[g] = c[2 * g];
            coefficients[n + g] = c[2 * g + 1];
        }
        return coefficients;
    }
}
