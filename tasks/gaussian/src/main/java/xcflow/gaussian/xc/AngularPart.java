package xcflow.gaussian.xc;

import java.util.Arrays;
import java.util.stream.IntStream;
import xcflow.gaussian.basis.AngularFunctions;

/**
 * Angular functions of one degree and their gradients, evaluated on blocks of points relative to an
 * atom.
 *
 * <p>Monomials of all degrees stand in one table: degree d starts at row {@link #offset}, in the
 * order of {@link AngularFunctions}.
 */
final class AngularPart {
    private static final int X = 0;
    private static final int Y = 1;
    private static final int Z = 2;

    private final int degree;

    /** Terms of each function, and of its three derivatives: rows of monomials and coefficients. */
    private final Terms[] value;

    private final Terms[][] gradient;

    record Terms(int[] rows, double[] coefficients) {
        void sum(double[][] monomials, double[] out, int count) {
            Arrays.fill(out, 0, count, 0);
            for (int t = 0; t < rows.length; t++) {
                Rows.add(count, coefficients[t], monomials[rows[t]], out);
            }
        }
    }

    AngularPart(AngularFunctions kind, int l) {
        degree = l;
        int functions = kind.count(l);
        int width = AngularFunctions.monomials(l);
        double[] table = kind.inMonomials(l);
        value = new Terms[functions];
        gradient = new Terms[functions][3];
        for (int f = 0; f < functions; f++) {
            double[] sum = new double[offset(l + 1)];
            double[][] derivative = new double[3][offset(l + 1)];
            for (int i = l; i >= 0; i--) {
                for (int j = l - i; j >= 0; j--) {
                    int k = l - i - j;
                    double c = table[f * width + AngularFunctions.index(i, j, k)];
                    sum[row(i, j, k)] += c;
                    differentiate(derivative[X], c * i, i - 1, j, k);
                    differentiate(derivative[Y], c * j, i, j - 1, k);
                    differentiate(derivative[Z], c * k, i, j, k - 1);
                }
            }
            value[f] = sparse(sum);
            for (int axis = 0; axis < 3; axis++) {
                gradient[f][axis] = sparse(derivative[axis]);
            }
        }
    }

    static void differentiate(double[] sum, double c, int i, int j, int k) {
        if (c != 0) {
            sum[row(i, j, k)] += c;
        }
    }

    static Terms sparse(double[] coefficients) {
        int[] rows =
                IntStream.range(0, coefficients.length).filter(i -> coefficients[i] != 0).toArray();
        return new Terms(rows, Arrays.stream(rows).mapToDouble(i -> coefficients[i]).toArray());
    }

    /** Number of functions. */
    int functions() {
        return value.length;
    }

    /** Degree of the polynomials. */
    int degree() {
        return degree;
    }

    /** Function f at the points. */
    void value(int f, double[][] monomials, double[] out, int count) {
        value[f].sum(monomials, out, count);
    }

    /** Derivative of function f along an axis (0 to 2) at the points. */
    void derivative(int f, int axis, double[][] monomials, double[] out, int count) {
        gradient[f][axis].sum(monomials, out, count);
    }

    /** First row of a degree in the table of monomials; the number of rows below it. */
    static int offset(int degree) {
        return degree * (degree + 1) * (degree + 2) / 6;
    }

    private static int row(int i, int j, int k) {
        return offset(i + j + k) + AngularFunctions.index(i, j, k);
    }

    /**
     * Fills the table of monomials up to a degree; rows 1 to 3 (x, y, z) must be filled already.
     */
    static void monomials(int degree, double[][] rows, int count) {
        Arrays.fill(rows[0], 0, count, 1);
        for (int d = 2; d <= degree; d++) {
            for (int i = d; i >= 0; i--) {
                for (int j = d - i; j >= 0; j--) {
                    int k = d - i - j;
                    double[] factor = rows[i > 0 ? 1 : j > 0 ? 2 : 3];
                    double[] below =
                            rows[
                                    i > 0
                                            ? row(i - 1, j, k)
                                            : j > 0 ? row(i, j - 1, k) : row(i, j, k - 1)];
                    double[] out = rows[row(i, j, k)];
                    Rows.multiply(count, factor, below, out);
                }
            }
        }
    }
}
