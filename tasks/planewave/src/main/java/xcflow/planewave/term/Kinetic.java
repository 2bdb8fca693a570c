package xcflow.planewave.term;

import xcflow.numerics.NativeMatrix;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;

/**
 * Kinetic energy |k+G|²/2, modified just below the cutoff if that is smoothed, and the
 * preconditioner that it gives. Teter, Payne & Allan, Phys. Rev. B 40, 12255 (1989), eq. 5.16.
 */
public final class Kinetic implements OrbitalTerm {
    /** Energy of each double of an orbital, so that real and imaginary parts are treated alike. */
    private final double[] energies;

    /** Kinetic energy at one k-point. */
    public Kinetic(OrbitalBasis basis, CutoffSmoothing smoothing) {
        energies = new double[basis.length()];
        for (int g = 0; g < basis.size(); g++) {
            energies[2 * g] = smoothing.energy(basis.kinetic(g));
            energies[2 * g + 1] = energies[2 * g];
        }
    }

    /** Energy of one plane wave, Hartree. */
    public double of(int g) {
        return energies[2 * g];
    }

    /** Adds the operator's image of an orbital to y. */
    void addTo(double[] y, double[] orbital) {
        for (int i = 0; i < energies.length; i++) {
            y[i] += energies[i] * orbital[i];
        }
    }

    @Override
    public double[] expectation(Arithmetic arithmetic, NativeMatrix orbitals) {
        double[] result = new double[orbitals.rows()];
        double[] orbital = new double[orbitals.columns()];
        for (int i = 0; i < result.length; i++) {
            orbitals.getRow(i, orbital);
            result[i] = expectation(orbital);
        }
        return result;
    }

    /**
     * Derivative of the kinetic energy of orbitals with respect to strain, at fixed coefficients.
     * With a smoothed cutoff it is that of the smoothed energy at a fixed cutoff.
     *
     * @param charges electrons in each orbital
     * @return [3 × 3] row-major, Hartree
     */
    public static double[] strain(
            OrbitalBasis basis,
            CutoffSmoothing smoothing,
            NativeMatrix orbitals,
            double[] charges) {
        double[] filling = new double[basis.size()];
        double[] orbital = new double[basis.length()];
        for (int i = 0; i < charges.length; i++) {
            orbitals.getRow(i, orbital);
            for (int g = 0; g < filling.length; g++) {
                double re = orbital[2 * g];
                double im = orbital[2 * g + 1];
                filling[g] += charges[i] * (re * re + im * im);
            }
        }
        double[] strain = new double[9];
        for (int g = 0; g < filling.length; g++) {
            double share = filling[g] * smoothing.slope(basis.kinetic(g));
            for (int i = 0; i < 9; i++) {
                strain[i] -= share * basis.vector(g, i / 3) * basis.vector(g, i % 3);
            }
        }
        return strain;
    }

    private double expectation(double[] orbital) {
        double sum = 0;
        for (int i = 0; i < energies.length; i++) {
            sum += energies[i] * orbital[i] * orbital[i];
        }
        return sum;
    }

    /** Damps a residual's high waves relative to the kinetic energy of its orbital. */
    void precondition(double[] residual, double[] orbital) {
        double inverse = 1 / Math.max(expectation(orbital), 1e-3);
        for (int i = 0; i < energies.length; i++) {
            double r = energies[i] * inverse;
            double numerator = 27 + r * (18 + r * (12 + r * 8));
            residual[i] *= numerator / (numerator + 16 * r * r * r * r);
        }
    }
}
