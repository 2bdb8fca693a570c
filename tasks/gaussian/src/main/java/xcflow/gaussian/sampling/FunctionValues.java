package xcflow.gaussian.sampling;

import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;

/** Values of basis functions at points in space. */
public final class FunctionValues {
    /** exp(−x) beyond it is nothing. */
    private static final double FAR = 50;

    private FunctionValues() {}

    /**
     * @param points x, y and z of each in turn, bohr
     * @return [points × functions], row-major, bohr^(−3/2)
     */
    public static double[] of(Basis basis, double[] points) {
        int count = points.length / 3;
        int n = basis.count();
        double[] values = new double[count * n];
        for (Shell shell : basis.shells()) {
            double[] angular = basis.angular().inMonomials(shell.l());
            double[] monomials = new double[AngularFunctions.monomials(shell.l())];
            for (int p = 0; p < count; p++) {
                double x = points[3 * p] - shell.x();
                double y = points[3 * p + 1] - shell.y();
                double z = points[3 * p + 2] - shell.z();
                double radial = radial(shell, x * x + y * y + z * z);
                if (radial != 0) {
                    fill(monomials, shell.l(), x, y, z);
                    for (int f = 0; f < shell.functions(); f++) {
                        double sum = 0;
                        for (int m = 0; m < monomials.length; m++) {
                            sum += angular[f * monomials.length + m] * monomials[m];
                        }
                        values[p * n + shell.first() + f] = radial * sum;
                    }
                }
            }
        }
        return values;
    }

    private static double radial(Shell shell, double square) {
        double sum = 0;
        for (int k = 0; k < shell.exponents().length; k++) {
            double power = shell.exponents()[k] * square;
            if (power < FAR) {
                sum += shell.coefficients()[k] * Math.exp(-power);
            }
        }
        return sum;
    }

    private static void fill(double[] monomials, int l, double x, double y, double z) {
        for (int i = l; i >= 0; i--) {
            for (int j = l - i; j >= 0; j--) {
                int k = l - i - j;
                monomials[AngularFunctions.index(i, j, k)] =
                        Math.pow(x, i) * Math.pow(y, j) * Math.pow(z, k);
            }
        }
    }
}
