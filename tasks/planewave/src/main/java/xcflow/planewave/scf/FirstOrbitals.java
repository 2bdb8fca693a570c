package xcflow.planewave.scf;

import java.util.Arrays;
import java.util.Random;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.term.AtomicOrbitals;

/**
 * Orbitals to start from: eigenvectors of the Hamiltonian in the space of the waves of lowest
 * kinetic energy and of Gaussian valence orbitals. The waves describe free electrons, the Gaussians
 * bring every symmetry that bound ones have; a little noise lets the eigensolver find what both
 * lack.
 */
final class FirstOrbitals {
    private static final int WAVES = 60;
    private static final double NOISE = 2e-2;

    private final Channel channel;
    private final DensityBasis density;
    private final OrbitalBasis basis;
    private final Arithmetic arithmetic;
    private final double[] potential;
    private final int length;

    /** Waves and, at Γ, their cosines and sines. */
    private final int waves;

    private final int waveFunctions;

    private FirstOrbitals(Channel channel, DensityBasis density, double[] potential) {
        this.channel = channel;
        this.density = density;
        this.basis = channel.basis();
        this.arithmetic = channel.arithmetic();
        this.potential = potential;
        this.length = basis.length();
        this.waves = Math.min(basis.size(), Math.max(WAVES, 2 * channel.bands()));
        this.waveFunctions = basis.isReal() ? 2 * waves - 1 : waves;
    }

    /**
     * Fills the orbitals of a channel.
     *
     * @param potential coefficients of the local potential
     * @param onGrid the same on the grid
     */
    static void fill(
            Channel channel,
            Model model,
            DensityBasis density,
            double[] potential,
            double[] onGrid,
            Workers workers) {
        FirstOrbitals first = new FirstOrbitals(channel, density, potential);
        double[] atomic =
                new AtomicOrbitals(model.crystal().sites(), model.atoms()).in(channel.basis());
        first.solve(atomic, onGrid, workers);
    }

    private void solve(double[] atomic, double[] onGrid, Workers workers) {
        int localised = orthonormalised(atomic);
        int size = waveFunctions + localised;
        int width = arithmetic.width();
        double[] matrix = new double[width * size * size];
        fillWaves(matrix, size);
        if (localised > 0) {
            double[] images = new double[localised * length];
            channel.hamiltonian(onGrid, workers).apply(arithmetic, atomic, localised, images);
            fillLocalised(matrix, size, atomic, images, localised);
        }
        arithmetic.eigen(matrix, size);
        double[] rotation = new double[width * channel.bands() * Math.max(1, localised)];
        for (int band = 0; band < channel.bands(); band++) {
            copyWaves(matrix, band * size, channel.orbitals(), band * length);
            System.arraycopy(
                    matrix,
                    width * (band * size + waveFunctions),
                    rotation,
                    width * band * localised,
                    width * localised);
        }
        if (localised > 0) {
            arithmetic.combine(
                    1, rotation, channel.bands(), atomic, localised, length, 1, channel.orbitals());
        }
        addNoise();
    }

    /** Removes the low waves from the atomic orbitals and makes them orthonormal; their number. */
    private int orthonormalised(double[] atomic) {
        int count = atomic.length / length;
        int n = basis.size();
        if (count == 0 || waves == n) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            Arrays.fill(atomic, i * length, i * length + waves, 0);
            Arrays.fill(atomic, i * length + n, i * length + n + waves, 0);
        }
        int width = arithmetic.width();
        double[] gram = new double[width * count * count];
        arithmetic.overlap(atomic, count, atomic, count, length, gram);
        double[] norms = arithmetic.eigen(gram, count);
        int first = 0;
        while (first < count && norms[first] < 1e-4) {
            first++;
        }
        int left = count - first;
        double[] rotation = Arrays.copyOfRange(gram, width * first * count, gram.length);
        for (int i = 0; i < left; i++) {
            double scale = 1 / Math.sqrt(norms[first + i]);
            for (int j = width * i * count; j < width * (i + 1) * count; j++) {
                rotation[j] *= scale;
            }
        }
        double[] result = new double[Math.max(1, left) * length];
        if (left > 0) {
            arithmetic.combine(1, rotation, left, atomic, count, length, 0, result);
            System.arraycopy(result, 0, atomic, 0, left * length);
        }
        return left;
    }

    private void fillLocalised(
            double[] matrix, int size, double[] atomic, double[] images, int localised) {
        int width = arithmetic.width();
        double[] among = new double[width * localised * localised];
        arithmetic.overlap(atomic, localised, images, localised, length, among);
        int n = basis.size();
        for (int j = 0; j < localised; j++) {
            int column = waveFunctions + j;
            for (int i = 0; i < localised; i++) {
                System.arraycopy(
                        among,
                        width * (i * localised + j),
                        matrix,
                        width * ((waveFunctions + i) * size + column),
                        width);
            }
            for (int i = 0; i < waveFunctions; i++) {
                if (width == 2) {
                    put(
                            matrix,
                            size,
                            i,
                            column,
                            images[j * length + i],
                            images[j * length + n + i]);
                } else {
                    int at = i < waves ? i : n + i - waves + 1;
                    matrix[i * size + column] = images[j * length + at];
                    matrix[column * size + i] = images[j * length + at];
                }
            }
        }
    }

    /** Sets a complex element and its mirror image. */
    private static void put(double[] matrix, int size, int i, int j, double re, double im) {
        matrix[2 * (i * size + j)] = re;
        matrix[2 * (i * size + j) + 1] = im;
        matrix[2 * (j * size + i)] = re;
        matrix[2 * (j * size + i) + 1] = -im;
    }

    private void fillWaves(double[] matrix, int size) {
        double[] plus = new double[2];
        double[] minus = new double[2];
        for (int i = 0; i < waves; i++) {
            for (int j = 0; j <= i; j++) {
                element(i, j, 1, plus);
                if (arithmetic.width() == 2) {
                    put(matrix, size, i, j, plus[0], plus[1]);
                } else {
                    element(i, j, -1, minus);
                    fillPair(matrix, size, i, j, plus, minus);
                }
            }
        }
        channel.nonLocal().addTo(matrix, size, waves);
    }

    /**
     * At Γ: function number g < waves is the cosine, waves + g − 1 the sine of wave g; wave 0 has
     * no sine.
     */
    private void fillPair(double[] matrix, int size, int i, int j, double[] plus, double[] minus) {
        double scale = (i == 0 ? Math.sqrt(0.5) : 1) * (j == 0 ? Math.sqrt(0.5) : 1);
        int sineI = waves + i - 1;
        int sineJ = waves + j - 1;
        mirrored(matrix, size, i, j, scale * (plus[0] + minus[0]));
        if (j > 0) {
            mirrored(matrix, size, i, sineJ, scale * (minus[1] - plus[1]));
        }
        if (i > 0) {
            mirrored(matrix, size, sineI, j, scale * (plus[1] + minus[1]));
        }
        if (i > 0 && j > 0) {
            mirrored(matrix, size, sineI, sineJ, plus[0] - minus[0]);
        }
    }

    private static void mirrored(double[] matrix, int size, int i, int j, double value) {
        matrix[i * size + j] = value;
        matrix[j * size + i] = value;
    }

    /** ⟨G_i|T + V|±G_j⟩; the kinetic part only for equal waves. */
    private void element(int i, int j, int sign, double[] result) {
        int index =
                density.indexOf(
                        basis.miller(i, 0) - sign * basis.miller(j, 0),
                        basis.miller(i, 1) - sign * basis.miller(j, 1),
                        basis.miller(i, 2) - sign * basis.miller(j, 2));
        result[0] = index < 0 ? 0 : potential[index];
        result[1] = index < 0 ? 0 : potential[density.size() + index];
        if (i == j && (sign > 0 || i == 0)) {
            result[0] += channel.kinetic().of(i);
        }
    }

    private void copyWaves(double[] matrix, int row, double[] orbitals, int to) {
        int n = basis.size();
        Arrays.fill(orbitals, to, to + length, 0);
        for (int g = 0; g < waves; g++) {
            if (arithmetic.width() == 2) {
                orbitals[to + g] = matrix[2 * (row + g)];
                orbitals[to + n + g] = matrix[2 * (row + g) + 1];
            } else {
                orbitals[to + g] = matrix[row + g];
                orbitals[to + n + g] = g == 0 ? 0 : matrix[row + waves + g - 1];
            }
        }
    }

    private void addNoise() {
        Random random = new Random(17);
        int n = basis.size();
        for (int band = 0; band < channel.bands(); band++) {
            int at = band * length;
            for (int g = 0; g < n; g++) {
                double kinetic = channel.kinetic().of(g);
                double scale = NOISE / (1 + kinetic * kinetic);
                channel.orbitals()[at + g] += scale * (random.nextDouble() - 0.5);
                double im = scale * (random.nextDouble() - 0.5);
                channel.orbitals()[at + n + g] += basis.isReal() && g == 0 ? 0 : im;
            }
        }
    }
}
