package xcflow.planewave.mixing;

import java.util.ArrayList;
import java.util.List;
import xcflow.numerics.LinearAlgebra;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;

/**
 * Anderson (Pulay) mixing: the combination of earlier densities with the least residual, plus a
 * step along that residual. D. G. Anderson, J. ACM 12, 547 (1965); P. Pulay, Chem. Phys. Lett. 73,
 * 393 (1980).
 *
 * @param step share of the residual that is added
 * @param history number of earlier densities that are remembered
 * @param kerker wave number, bohr⁻¹, below which changes of the charge are damped by G²/(G² + q²),
 *     which keeps the charge of metals from sloshing; zero for none. G. P. Kerker, Phys. Rev. B 23,
 *     3082 (1981)
 */
public record Anderson(double step, int history, double kerker) implements Mixing {

    /** For insulators and molecules. */
    public static Anderson plain() {
        return new Anderson(1, 8, 0);
    }

    /** For metals. */
    public static Anderson metallic() {
        return new Anderson(1, 8, 0.4);
    }

    @Override
    public Sequence start() {
        List<double[]> densities = new ArrayList<>();
        List<double[]> residuals = new ArrayList<>();
        return (in, out) -> {
            double[] x = Residual.vector(in);
            double[] f = Residual.difference(in, out);
            double[] bestX = x.clone();
            double[] bestF = f.clone();
            extrapolate(in, densities, residuals, bestX, bestF);
            densities.add(x);
            residuals.add(f);
            if (densities.size() > history) {
                densities.remove(0);
                residuals.remove(0);
            }
            return stepped(in, bestX, bestF);
        };
    }

    private static void extrapolate(
            Density like,
            List<double[]> densities,
            List<double[]> residuals,
            double[] x,
            double[] f) {
        int m = densities.size();
        if (m == 0) {
            return;
        }
        double[] now = f.clone();
        double[] here = x.clone();
        double[][] changes = new double[m][];
        double[] matrix = new double[m * m];
        double[] right = new double[m];
        for (int i = 0; i < m; i++) {
            changes[i] = minus(now, residuals.get(i));
        }
        for (int i = 0; i < m; i++) {
            right[i] = Residual.product(like.basis(), like.spins(), changes[i], now);
            for (int j = 0; j <= i; j++) {
                matrix[i * m + j] =
                        Residual.product(like.basis(), like.spins(), changes[i], changes[j]);
                matrix[j * m + i] = matrix[i * m + j];
            }
        }
        double[] weights = solve(m, matrix, right);
        for (int i = 0; i < m; i++) {
            double[] change = minus(here, densities.get(i));
            for (int k = 0; k < f.length; k++) {
                x[k] -= weights[i] * change[k];
                f[k] -= weights[i] * changes[i][k];
            }
        }
    }

    /** Least squares through the eigenvalues of the scaled matrix, without its null space. */
    private static double[] solve(int m, double[] matrix, double[] right) {
        double[] scale = new double[m];
        for (int i = 0; i < m; i++) {
            scale[i] = 1 / Math.sqrt(Math.max(matrix[i * m + i], Double.MIN_NORMAL));
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                matrix[i * m + j] *= scale[i] * scale[j];
            }
        }
        double[] values = LinearAlgebra.eigenSymmetric(m, matrix);
        double[] solution = new double[m];
        for (int e = 0; e < m; e++) {
            if (values[e] < 1e-10) {
                continue;
            }
            double projection = 0;
            for (int i = 0; i < m; i++) {
                projection += matrix[e * m + i] * scale[i] * right[i];
            }
            for (int i = 0; i < m; i++) {
                solution[i] += matrix[e * m + i] * scale[i] * projection / values[e];
            }
        }
        return solution;
    }

    private Density stepped(Density like, double[] x, double[] f) {
        DensityBasis basis = like.basis();
        int n = basis.size();
        for (int i = 0; i < x.length; i++) {
            double factor = step;
            if (kerker > 0 && i < 2 * n) {
                double g2 = basis.norm2(i % n);
                factor *= g2 / (g2 + kerker * kerker);
            }
            x[i] += factor * f[i];
        }
        return Residual.density(like, x);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }
}
