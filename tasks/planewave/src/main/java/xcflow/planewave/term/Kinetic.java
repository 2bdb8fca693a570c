package xcflow.planewave.term;

import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;

/**
 * Kinetic energy |k+G|²/2, and the preconditioner that it gives. Teter, Payne & Allan, Phys. Rev. B
 * 40, 12255 (1989), eq. 5.16.
 */
public final class Kinetic implements OrbitalTerm {
    private final OrbitalBasis basis;

    /** Kinetic energy at one k-point. */
    public Kinetic(OrbitalBasis basis) {
        this.basis = basis;
    }

    @Override
    public void apply(Arithmetic arithmetic, double[] x, int count, double[] y) {
        int n = basis.size();
        for (int i = 0; i < 2 * count; i++) {
            int at = i * n;
            for (int g = 0; g < n; g++) {
                y[at + g] += basis.kinetic(g) * x[at + g];
            }
        }
    }

    @Override
    public double[] expectation(Arithmetic arithmetic, double[] x, int count) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            result[i] = expectation(x, i * basis.length());
        }
        return result;
    }

    private double expectation(double[] x, int at) {
        int n = basis.size();
        double sum = 0;
        for (int g = 0; g < n; g++) {
            double re = x[at + g];
            double im = x[at + n + g];
            sum += basis.kinetic(g) * (re * re + im * im);
        }
        return sum;
    }

    /** Damps a residual's high waves relative to the kinetic energy of its orbital. */
    void precondition(double[] residual, int index, double[] orbital, int at) {
        double energy = Math.max(expectation(orbital, at), 1e-3);
        int n = basis.size();
        int start = 2 * index * n;
        for (int g = 0; g < n; g++) {
            double r = basis.kinetic(g) / energy;
            double numerator = 27 + r * (18 + r * (12 + r * 8));
            double factor = numerator / (numerator + 16 * r * r * r * r);
            residual[start + g] *= factor;
            residual[start + n + g] *= factor;
        }
    }
}
