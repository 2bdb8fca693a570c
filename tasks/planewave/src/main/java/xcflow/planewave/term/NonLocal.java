package xcflow.planewave.term;

import java.util.List;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.crystal.Site;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.pseudopotential.Gth;

/**
 * Separable non-local pseudopotential Σ |p_i⟩ h_ij ⟨p_j| at one k-point, with projectors ⟨k+G|p⟩ =
 * 4π Ω^{−1/2} (−i)^l Y_lm(k+G) p_l(|k+G|) e^{−iG·τ}. The sums over atoms and magnetic quantum
 * numbers are matrix products.
 */
public final class NonLocal implements OrbitalTerm {
    private final OrbitalBasis basis;
    private final int count;

    /** The projectors [count × basis length], laid out as orbitals. */
    private final double[] projectors;

    /** Coupling [count × count], real, block-diagonal. */
    private final double[] coupling;

    /**
     * @param volume of the cell, bohr³
     * @param atoms pseudopotential of each site
     */
    public NonLocal(OrbitalBasis basis, double volume, List<Site> sites, List<Gth> atoms) {
        this.basis = basis;
        this.count = atoms.stream().mapToInt(Gth::projectorCount).sum();
        this.projectors = new double[count * basis.length()];
        this.coupling = new double[count * count];
        int index = 0;
        for (int a = 0; a < atoms.size(); a++) {
            double[][] phase = phases(sites.get(a));
            for (Gth.Channel channel : atoms.get(a).channels()) {
                double[][] radial = radial(channel, 4 * Math.PI / Math.sqrt(volume));
                for (int m = 0; m < 2 * channel.l() + 1; m++) {
                    for (int i = 0; i < channel.size(); i++) {
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

    private double[][] phases(Site site) {
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
        int n = basis.size();
        int at = index * basis.length();
        for (int g = 0; g < n; g++) {
            double value =
                    radial[g]
                            * SphericalHarmonics.real(
                                    l,
                                    m,
                                    basis.vector(g, 0),
                                    basis.vector(g, 1),
                                    basis.vector(g, 2));
            double re = value * phase[0][g];
            double im = value * phase[1][g];
            // times (−i)^l
            switch (l % 4) {
                case 0 -> put(at, g, re, im);
                case 1 -> put(at, g, im, -re);
                case 2 -> put(at, g, -re, -im);
                default -> put(at, g, -im, re);
            }
        }
    }

    private void put(int at, int g, double re, double im) {
        projectors[at + g] = re;
        projectors[at + basis.size() + g] = im;
    }

    /**
     * Adds the operator to the upper left corner of a matrix [size × size]: its elements between
     * the first waves of the basis, complex and interleaved; at Γ real, first between cosines, then
     * between sines from wave 1 on.
     */
    public void addTo(double[] matrix, int size, int waves) {
        int n = basis.size();
        int functions = basis.isReal() ? 2 * waves - 1 : waves;
        for (int p = 0; p < count; p++) {
            for (int q = 0; q < count; q++) {
                double h = coupling[p * count + q];
                if (h == 0) {
                    continue;
                }
                int a = p * basis.length();
                int b = q * basis.length();
                for (int i = 0; i < functions; i++) {
                    for (int j = 0; j < functions; j++) {
                        if (basis.isReal()) {
                            double left = projectors[a + (i < waves ? i : n + i - waves + 1)];
                            double right = projectors[b + (j < waves ? j : n + j - waves + 1)];
                            matrix[i * size + j] += h * left * right;
                        } else {
                            double ar = h * projectors[a + i];
                            double ai = h * projectors[a + n + i];
                            double br = projectors[b + j];
                            double bi = projectors[b + n + j];
                            matrix[2 * (i * size + j)] += ar * br + ai * bi;
                            matrix[2 * (i * size + j) + 1] += ai * br - ar * bi;
                        }
                    }
                }
            }
        }
    }

    @Override
    public void apply(Arithmetic arithmetic, double[] x, int orbitals, double[] y) {
        if (count == 0) {
            return;
        }
        double[] amplitudes = amplitudes(arithmetic, x, orbitals);
        arithmetic.combine(
                1,
                coupled(arithmetic, amplitudes, orbitals),
                orbitals,
                projectors,
                count,
                basis.length(),
                1,
                y);
    }

    @Override
    public double[] expectation(Arithmetic arithmetic, double[] x, int orbitals) {
        double[] result = new double[orbitals];
        if (count > 0) {
            double[] amplitudes = amplitudes(arithmetic, x, orbitals);
            double[] coupled = coupled(arithmetic, amplitudes, orbitals);
            int row = arithmetic.width() * count;
            for (int i = 0; i < orbitals * row; i++) {
                result[i / row] += amplitudes[i] * coupled[i];
            }
        }
        return result;
    }

    /** ⟨p|ψ⟩ as [orbitals × projectors]. */
    private double[] amplitudes(Arithmetic arithmetic, double[] x, int orbitals) {
        int width = arithmetic.width();
        double[] amplitudes = new double[width * orbitals * count];
        arithmetic.overlap(x, orbitals, projectors, count, basis.length(), amplitudes);
        if (width == 2) {
            for (int i = 1; i < amplitudes.length; i += 2) {
                amplitudes[i] = -amplitudes[i];
            }
        }
        return amplitudes;
    }

    /** Σ_j h_ij ⟨p_j|ψ⟩. */
    private double[] coupled(Arithmetic arithmetic, double[] amplitudes, int orbitals) {
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
