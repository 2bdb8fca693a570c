package xcflow.planewave.basis;

/**
 * Real fields on the grid and their coefficients. Two real fields travel through one complex
 * transform.
 */
public final class Fields {
    private Fields() {}

    /**
     * Values on the grid of two real fields.
     *
     * @param a coefficients [2 × basis size], first real, then imaginary parts
     * @param b coefficients of the second field, or null
     * @return the fields, each of the box's number of points; one if b is null
     */
    public static double[][] toGrid(DensityBasis basis, double[] a, double[] b) {
        int n = basis.size();
        double[] re = new double[n];
        double[] im = new double[n];
        for (int g = 0; g < n; g++) {
            re[g] = a[g] - (b == null ? 0 : b[n + g]);
            im[g] = a[n + g] + (b == null ? 0 : b[g]);
        }
        int plane = basis.box().planePoints();
        double[] first = new double[basis.box().points()];
        double[] second = b == null ? null : new double[basis.box().points()];
        basis.transform()
                .toGrid(
                        re,
                        0,
                        im,
                        0,
                        (z, planeRe, planeIm) -> {
                            System.arraycopy(planeRe, 0, first, z * plane, plane);
                            if (second != null) {
                                System.arraycopy(planeIm, 0, second, z * plane, plane);
                            }
                        });
        return b == null ? new double[][] {first} : new double[][] {first, second};
    }

    /**
     * Coefficients of two real fields, without what lies outside the basis.
     *
     * @param first values on the grid
     * @param second values of the second field, or null
     * @return coefficients as {@link #toGrid} takes them, one array for each field
     */
    public static double[][] fromGrid(DensityBasis basis, double[] first, double[] second) {
        int n = basis.size();
        int plane = basis.box().planePoints();
        double[] re = new double[n];
        double[] im = new double[n];
        basis.transform()
                .fromGrid(
                        (z, planeRe, planeIm) -> {
                            System.arraycopy(first, z * plane, planeRe, 0, plane);
                            if (second == null) {
                                java.util.Arrays.fill(planeIm, 0, plane, 0);
                            } else {
                                System.arraycopy(second, z * plane, planeIm, 0, plane);
                            }
                        },
                        re,
                        0,
                        im,
                        0);
        double[] a = new double[2 * n];
        double[] b = new double[2 * n];
        for (int g = 0; g < n; g++) {
            int o = basis.opposite(g);
            a[g] = 0.5 * (re[g] + re[o]);
            a[n + g] = 0.5 * (im[g] - im[o]);
            b[g] = 0.5 * (im[g] + im[o]);
            b[n + g] = 0.5 * (re[o] - re[g]);
        }
        return second == null ? new double[][] {a} : new double[][] {a, b};
    }
}
