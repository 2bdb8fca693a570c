package xcflow.gaussian.xc;

import xcflow.gaussian.basis.AngularFunctions;

/** Second derivatives of angular functions of one degree, as {@link AngularPart} has the first. */
final class AngularCurvature {
    /** Which of xx, xy, xz, yy, yz, zz belongs to a pair of axes. */
    private static final int[][] COMPONENT = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};

    private final AngularPart.Terms[][] terms;

    AngularCurvature(AngularFunctions kind, int l) {
        int functions = kind.count(l);
        int width = AngularFunctions.monomials(l);
        double[] table = kind.inMonomials(l);
        terms = new AngularPart.Terms[functions][6];
        for (int f = 0; f < functions; f++) {
            double[][] sums = new double[6][AngularPart.offset(l + 1)];
            for (int i = l; i >= 0; i--) {
                for (int j = l - i; j >= 0; j--) {
                    int k = l - i - j;
                    add(sums, table[f * width + AngularFunctions.index(i, j, k)], i, j, k);
                }
            }
            for (int c = 0; c < 6; c++) {
                terms[f][c] = AngularPart.sparse(sums[c]);
            }
        }
    }

    private static void add(double[][] sums, double c, int i, int j, int k) {
        AngularPart.differentiate(sums[0], c * i * (i - 1), i - 2, j, k);
        AngularPart.differentiate(sums[1], c * i * j, i - 1, j - 1, k);
        AngularPart.differentiate(sums[2], c * i * k, i - 1, j, k - 1);
        AngularPart.differentiate(sums[3], c * j * (j - 1), i, j - 2, k);
        AngularPart.differentiate(sums[4], c * j * k, i, j - 1, k - 1);
        AngularPart.differentiate(sums[5], c * k * (k - 1), i, j, k - 2);
    }

    /** Second derivative of function f along two axes (0 to 2) at the points. */
    void derivative(int f, int first, int second, double[][] monomials, double[] out, int count) {
        terms[f][COMPONENT[first][second]].sum(monomials, out, count);
    }
}
