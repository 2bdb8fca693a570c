package xcflow.planewave.scf;

import java.util.Arrays;
import java.util.Random;
import xcflow.numerics.NativeMatrix;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.term.AtomicOrbitals;
import xcflow.planewave.term.LocalOperator;
import xcflow.planewave.term.Potential;

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
    private final double[] kinetic;
    private final int length;

    /** Waves and, at Γ, their cosines and sines. */
    private final int waves;

    private final int waveFunctions;

    private FirstOrbitals(Channel channel, DensityBasis density, Potential potential) {
        this.channel = channel;
        this.density = density;
        this.basis = channel.basis();
        this.arithmetic = channel.arithmetic();
        this.potential = potential.coefficients(channel.spin());
        this.kinetic = potential.kinetic(channel.spin());
        this.length = basis.length();
        this.waves = Math.min(basis.size(), Math.max(WAVES, 2 * channel.bands()));
        this.waveFunctions = basis.isReal() ? 2 * waves - 1 : waves;
    }

    /**
     * Fills the orbitals of a channel and sets their levels.
     *
     * @param potential the local potential of each spin
     * @param onGrid the same on the grid
     */
    static void fill(
            Channel channel,
            Model model,
            DensityBasis density,
            Potential potential,
            LocalOperator onGrid,
            Workers workers) {
        FirstOrbitals first = new FirstOrbitals(channel, density, potential);
        first.solve(first.atomic(model), onGrid, workers);
    }

    /**
     * Levels in the space of the first orbitals, whatever the channel's orbitals are. By the
     * theorem of Hylleraas, Undheim and MacDonald each is an upper bound of the level of the same
     * number (E. A. Hylleraas and B. Undheim, Z. Phys. 65, 759, 1930).
     *
     * @return hartree, rising, at least as many as the channel has bands
     */
    static double[] bounds(
            Channel channel,
            Model model,
            DensityBasis density,
            Potential potential,
            LocalOperator onGrid,
            Workers workers) {
        FirstOrbitals first = new FirstOrbitals(channel, density, potential);
        NativeMatrix atomic = first.atomic(model);
        int localised = first.orthonormalised(atomic);
        double[] matrix = first.matrix(atomic, localised, onGrid, workers);
        return first.arithmetic.eigen(matrix, first.waveFunctions + localised);
    }

    private NativeMatrix atomic(Model model) {
        return new AtomicOrbitals(model.crystal().sites(), model.atoms()).in(channel.basis());
    }

    /** The Hamiltonian of waves and localised functions. */
    private double[] matrix(
            NativeMatrix atomic, int localised, LocalOperator onGrid, Workers workers) {
        int size = waveFunctions + localised;
        double[] matrix = new double[arithmetic.width() * size * size];
        fillWaves(matrix, size);
        if (localised > 0) {
            NativeMatrix images = new NativeMatrix(localised, length);
            channel.hamiltonian(onGrid, workers).apply(arithmetic, atomic, images, 0, localised);
            fillLocalised(matrix, size, atomic, images, localised);
        }
        return matrix;
    }

    private void solve(NativeMatrix atomic, LocalOperator onGrid, Workers workers) {
        int localised = orthonormalised(atomic);
        int size = waveFunctions + localised;
        int width = arithmetic.width();
        double[] matrix = matrix(atomic, localised, onGrid, workers);
        double[] levels = arithmetic.eigen(matrix, size);
        channel.setLevels(Arrays.copyOf(levels, channel.bands()));
        double[] rotation = new double[width * channel.bands() * Math.max(1, localised)];
        for (int band = 0; band < channel.bands(); band++) {
            channel.orbitals().putRow(band, waves(matrix, band * size));
            System.arraycopy(
                    matrix,
                    width * (band * size + waveFunctions),
                    rotation,
                    width * band * localised,
                    width * localised);
        }
        if (localised > 0) {
            arithmetic.combine(
                    1, rotation, channel.bands(), atomic, 0, localised, 1, channel.orbitals(), 0);
        }
        addNoise();
    }

    /** Removes the low waves from the atomic orbitals and makes them orthonormal; their number. */
    private int orthonormalised(NativeMatrix atomic) {
        int count = atomic.rows();
        if (count == 0 || waves == basis.size()) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            atomic.put(i * length, new double[2 * waves], 0, 2 * waves);
        }
        int width = arithmetic.width();
        double[] gram = arithmetic.overlap(atomic, 0, count, atomic, 0, count);
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
        if (left > 0) {
            NativeMatrix result = new NativeMatrix(left, length);
            arithmetic.combine(1, rotation, left, atomic, 0, count, 0, result, 0);
            atomic.putRows(0, result, 0, left);
        }
        return left;
    }

    private void fillLocalised(
            double[] matrix, int size, NativeMatrix atomic, NativeMatrix images, int localised) {
        int width = arithmetic.width();
        double[] among = arithmetic.overlap(atomic, 0, localised, images, 0, localised);
        double[] image = new double[length];
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
            images.getRow(j, image);
            for (int i = 0; i < waveFunctions; i++) {
                if (width == 2) {
                    put(matrix, size, i, column, image[2 * i], image[2 * i + 1]);
                } else {
                    mirrored(matrix, size, i, column, image[i == 0 ? 0 : i + 1]);
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
     * At Γ: functions 2g − 1 and 2g are the cosine and the sine of wave g; wave 0 has no sine, its
     * cosine is function 0.
     */
    private void fillPair(double[] matrix, int size, int i, int j, double[] plus, double[] minus) {
        double scale = (i == 0 ? Math.sqrt(0.5) : 1) * (j == 0 ? Math.sqrt(0.5) : 1);
        int cosineI = Math.max(0, 2 * i - 1);
        int cosineJ = Math.max(0, 2 * j - 1);
        int sineI = 2 * i;
        int sineJ = 2 * j;
        mirrored(matrix, size, cosineI, cosineJ, scale * (plus[0] + minus[0]));
        if (j > 0) {
            mirrored(matrix, size, cosineI, sineJ, scale * (minus[1] - plus[1]));
        }
        if (i > 0) {
            mirrored(matrix, size, sineI, cosineJ, scale * (plus[1] + minus[1]));
        }
        if (i > 0 && j > 0) {
            mirrored(matrix, size, sineI, sineJ, plus[0] - minus[0]);
        }
    }

    private static void mirrored(double[] matrix, int size, int i, int j, double value) {
        matrix[i * size + j] = value;
        matrix[j * size + i] = value;
    }

    /** ⟨G_i|T + V|±G_j⟩; the kinetic part only for equal waves, but that of v_τ for all. */
    private void element(int i, int j, int sign, double[] result) {
        int index =
                density.indexOf(
                        basis.miller(i, 0) - sign * basis.miller(j, 0),
                        basis.miller(i, 1) - sign * basis.miller(j, 1),
                        basis.miller(i, 2) - sign * basis.miller(j, 2));
        result[0] = index < 0 ? 0 : potential[index];
        result[1] = index < 0 ? 0 : potential[density.size() + index];
        if (kinetic != null && index >= 0) {
            double product = 0;
            for (int axis = 0; axis < 3; axis++) {
                product += basis.vector(i, axis) * basis.vector(j, axis);
            }
            result[0] += 0.5 * sign * product * kinetic[index];
            result[1] += 0.5 * sign * product * kinetic[density.size() + index];
        }
        if (i == j && (sign > 0 || i == 0)) {
            result[0] += channel.kinetic().of(i);
        }
    }

    /** The part of an eigenvector that consists of waves, as an orbital. */
    private double[] waves(double[] matrix, int row) {
        double[] orbital = new double[length];
        if (arithmetic.width() == 2) {
            System.arraycopy(matrix, 2 * row, orbital, 0, 2 * waves);
        } else {
            orbital[0] = matrix[row];
            System.arraycopy(matrix, row + 1, orbital, 2, 2 * waves - 2);
        }
        return orbital;
    }

    private void addNoise() {
        Random random = new Random(17);
        double[] orbital = new double[length];
        for (int band = 0; band < channel.bands(); band++) {
            channel.orbitals().getRow(band, orbital);
            for (int g = 0; g < basis.size(); g++) {
                double kinetic = channel.kinetic().of(g);
                double scale = NOISE / (1 + kinetic * kinetic);
                orbital[2 * g] += scale * (random.nextDouble() - 0.5);
                double im = scale * (random.nextDouble() - 0.5);
                orbital[2 * g + 1] += basis.isReal() && g == 0 ? 0 : im;
            }
            channel.orbitals().putRow(band, orbital);
        }
    }
}
