package xcflow.planewave.term;

import java.util.List;
import xcflow.numerics.NativeMatrix;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Site;

/**
 * Separable non-local pseudopotential Σ |p_i⟩ h_ij ⟨p_j| at one k-point, with projectors ⟨k+G|p⟩ =
 * 4π Ω^{−1/2} (−i)^l Y_lm(k+G) p_l(|k+G|) e^{−iG·τ}. The sums over atoms and magnetic quantum
 * numbers are matrix products.
 */
public final class NonLocal implements OrbitalTerm {
    private final OrbitalBasis basis;
    private final int count;

    /** The projectors [count × basis length], laid out as orbitals. */
    private final NativeMatrix projectors;

    /** Coupling [count × count], real, block-diagonal. */
    private final double[] coupling;

    /** Number of the atom that each projector belongs to. */
    private final int[] atomOf;

    /**
     * @param volume of the cell, bohr³
     * @param atoms pseudopotential of each site
     */
    public NonLocal(OrbitalBasis basis, double volume, List<Site> sites, List<Gth> atoms) {
        this.basis = basis;
        this.count = atoms.stream().mapToInt(Gth::projectorCount).sum();
        this.projectors = new NativeMatrix(count, basis.length());
        this.coupling = new double[count * count];
        this.atomOf = new int[count];
        int index = 0;
        for (int a = 0; a < atoms.size(); a++) {
            double[][] phase = phases(basis, sites.get(a));
            for (Gth.Channel channel : atoms.get(a).channels()) {
                double[][] radial = radial(channel, 4 * Math.PI / Math.sqrt(volume));
                for (int m = 0; m < 2 * channel.l() + 1; m++) {
                    for (int i = 0; i < channel.size(); i++) {
                        atomOf[index + i] = a;
                        fill(index + i, channel.l(), m, radial[i], phase);
                        for (int j = 0; j < channel.size(); j++) {
                            coupling[(index + i) * count + index + j] =
                                    channel.coupling().get(i).get(j);
                        }
                    }
                    index += channel.size();
                }
            }
        }
    }

    /** Real and imaginary parts of e^{−iG·τ}. */
    static double[][] phases(OrbitalBasis basis, Site site) {
        double[][] phase = new double[2][basis.size()];
        for (int g = 0; g < basis.size(); g++) {
            double angle =
                    -2
                            * Math.PI
                            * (basis.miller(g, 0) * site.x()
                                    + basis.miller(g, 1) * site.y()
                                    + basis.miller(g, 2) * site.z());
            phase[0][g] = Math.cos(angle);
            phase[1][g] = Math.sin(angle);
        }
        return phase;
    }

    /** Radial factors; at Γ with the √2 of the pairs G, −G. */
    private double[][] radial(Gth.Channel channel, double scale) {
        double[][] radial = new double[channel.size()][basis.size()];
        for (int i = 0; i < channel.size(); i++) {
            for (int g = 0; g < basis.size(); g++) {
                double pair = basis.isReal() && g > 0 ? Math.sqrt(2) : 1;
                radial[i][g] = pair * scale * channel.projector(i, Math.sqrt(2 * basis.kinetic(g)));
            }
        }
        return radial;
    }

    private void fill(int index, int l, int m, double[] radial, double[][] phase) {
        double[] values = new double[basis.size()];
        for (int g = 0; g < basis.size(); g++) {
            values[g] =
                    radial[g]
                            * SphericalHarmonics.real(
                                    l,
                                    m,
                                    basis.vector(g, 0),
                                    basis.vector(g, 1),
                                    basis.vector(g, 2));
        }
        projectors.putRow(index, turned(values, l, phase));
    }

    /** (−i)^turns times real values times phases, laid out as an orbital. */
    static double[] turned(double[] values, int turns, double[][] phase) {
        int turn = turns % 4;
        double[] result = new double[2 * values.length];
        for (int g = 0; g < values.length; g++) {
            double re = values[g] * phase[0][g];
            double im = values[g] * phase[1][g];
            result[2 * g] = turn == 0 ? re : turn == 1 ? im : turn == 2 ? -re : -im;
            result[2 * g + 1] = turn == 0 ? im : turn == 1 ? -re : turn == 2 ? -im : re;
        }
        return result;
    }

    /**
     * Adds the operator to the upper left corner of a matrix [size × size]: its elements between
     * the first waves of the basis, complex and interleaved; at Γ real, between the cosines and
     * sines of the waves as orbitals hold them, without the sine of the first.
     */
    public void addTo(double[] matrix, int size, int waves) {
        double[][] rows = new double[count][basis.length()];
        for (int p = 0; p < count; p++) {
            projectors.getRow(p, rows[p]);
        }
        for (int p = 0; p < count; p++) {
            for (int q = 0; q < count; q++) {
                double h = coupling[p * count + q];
                if (h == 0) {
                    continue;
                }
                if (basis.isReal()) {
                    addReal(h, rows[p], rows[q], matrix, size, 2 * waves - 1);
                } else {
                    addComplex(h, rows[p], rows[q], matrix, size, waves);
                }
            }
        }
    }

    private static void addReal(
            double h, double[] a, double[] b, double[] matrix, int size, int functions) {
        for (int i = 0; i < functions; i++) {
            double left = h * a[i == 0 ? 0 : i + 1];
            for (int j = 0; j < functions; j++) {
                matrix[i * size + j] += left * b[j == 0 ? 0 : j + 1];
            }
        }
    }

    private static void addComplex(
            double h, double[] a, double[] b, double[] matrix, int size, int waves) {
        for (int i = 0; i < waves; i++) {
            double ar = h * a[2 * i];
            double ai = h * a[2 * i + 1];
            for (int j = 0; j < waves; j++) {
                double br = b[2 * j];
                double bi = b[2 * j + 1];
                matrix[2 * (i * size + j)] += ar * br + ai * bi;
                matrix[2 * (i * size + j) + 1] += ai * br - ar * bi;
            }
        }
    }

    /** Adds the operator's images of some rows of x to the same rows of y. */
    void addTo(Arithmetic arithmetic, NativeMatrix x, NativeMatrix y, int first, int orbitals) {
        if (count > 0) {
            double[] amplitudes = amplitudes(arithmetic, x, first, orbitals);
            double[] coupled = coupled(arithmetic, amplitudes, orbitals);
            arithmetic.combine(1, coupled, orbitals, projectors, 0, count, 1, y, first);
        }
    }

    @Override
    public double[] expectation(Arithmetic arithmetic, NativeMatrix orbitals) {
        double[] result = new double[orbitals.rows()];
        if (count > 0) {
            double[] amplitudes = amplitudes(arithmetic, orbitals, 0, orbitals.rows());
            double[] coupled = coupled(arithmetic, amplitudes, orbitals.rows());
            int row = arithmetic.width() * count;
            for (int i = 0; i < coupled.length; i++) {
                result[i / row] += amplitudes[i] * coupled[i];
            }
        }
        return result;
    }

    /** Number of projectors. */
    int count() {
        return count;
    }

    /** Number of the atom that a projector belongs to. */
    int atomOf(int projector) {
        return atomOf[projector];
    }

    /** ⟨p|ψ⟩ of the projectors as [orbitals × projectors]. */
    double[] amplitudes(Arithmetic arithmetic, NativeMatrix x, int first, int orbitals) {
        return amplitudes(arithmetic, x, first, orbitals, projectors);
    }

    /** ⟨p|ψ⟩ of other functions as [orbitals × functions]. */
    static double[] amplitudes(
            Arithmetic arithmetic, NativeMatrix x, int first, int orbitals, NativeMatrix p) {
        double[] amplitudes = arithmetic.overlap(x, first, orbitals, p, 0, p.rows());
        if (arithmetic.width() == 2) {
            for (int i = 1; i < amplitudes.length; i += 2) {
                amplitudes[i] = -amplitudes[i];
            }
        }
        return amplitudes;
    }

    /** Σ_j h_ij ⟨p_j|ψ⟩. */
    double[] coupled(Arithmetic arithmetic, double[] amplitudes, int orbitals) {
        int width = arithmetic.width();
        double[] result = new double[amplitudes.length];
        for (int orbital = 0; orbital < orbitals; orbital++) {
            int row = orbital * count * width;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    double h = coupling[i * count + j];
                    if (h != 0) {
                        for (int part = 0; part < width; part++) {
                            result[row + width * i + part] +=
                                    h * amplitudes[row + width * j + part];
                        }
                    }
                }
            }
        }
        return result;
    }
}
