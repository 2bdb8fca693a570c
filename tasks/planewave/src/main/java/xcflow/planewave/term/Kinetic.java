package xcflow.planewave.term;

import java.util.Arrays;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;

/**
 * Kinetic energy |k+G|²/2, modified just below the cutoff if that is smoothed, and the
 * preconditioner that it gives. Teter, Payne & Allan, Phys. Rev. B 40, 12255 (1989), eq. 5.16.
 */
public final class Kinetic implements OrbitalTerm {
    private final OrbitalBasis basis;
    private final double[] energies;

    /** Kinetic energy at one k-point. */
    public Kinetic(OrbitalBasis basis, CutoffSmoothing smoothing) {
        this.basis = basis;
        energies = new double[basis.size()];
        Arrays.setAll(energies, g -> smoothing.energy(basis.kinetic(g)));
    }

    /** Energy of one plane wave, Hartree. */
    public double of(int g) {
        return energies[g];
    }

    @Override
    public void apply(Arithmetic arithmetic, double[] x, int count, double[] y) {
        int n = basis.size();
        for (int i = 0; i < 2 * count; i++) {
            int at = i * n;
            for (int g = 0; g < n; g++) {
                y[at + g] += energies[g] * x[at + g];
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
            sum += energies[g] * (re * re + im * im);
        }
        return sum;
    }

    /** Damps a residual's high waves relative to the kinetic energy of its orbital. */
    void precondition(double[] residual, int index, double[] orbital, int at) {
        double energy = Math.max(expectation(orbital, at), 1e-3);
        int n = basis.size();
        int start = 2 * index * n;
        for (int g = 0; g < n; g++) {
            double r = energies[g] / energy;
            double numerator = 27 + r * (18 + r * (12 + r * 8));
            double factor = numerator / (numerator + 16 * r * r * r * r);
            residual[start + g] *= factor;
            residual[start + n + g] *= factor;
        }
    }
}
