package xcflow.planewave.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.jtransforms.fft.DoubleFFT_3D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.structure.crystal.Lattice;

class SphereTransformTest {

    @ParameterizedTest
    @CsvSource({"8, -3, 3", "9, -4, 3", "12, -5, 4", "10, -2, 5", "7, 0, 0", "6, -2, -1"})
    void everyWaveOfARangeHasAPlaceOfItsOwn(int size, int least, int greatest) {
        Axis axis = Axis.of(size, least, greatest);
        boolean[] taken = new boolean[axis.count()];
        for (int g = least; g <= greatest; g++) {
            assertThat(taken[axis.slot(g)]).isFalse();
            taken[axis.slot(g)] = true;
        }
    }

    @Test
    void valuesOnTheGridEqualThoseOfAFastFourierTransform() {
        DensityBasis basis = DensityBasis.of(Lattice.hexagonal(5, 8), 3);
        double[] c = hermitian(basis, new Random(1));
        double[] full = full(basis.box(), basis.size(), basis::miller, c);
        double[] values = basis.transform().toGrid(c);
        for (int p = 0; p < values.length; p++) {
            assertThat(values[p]).isCloseTo(full[2 * p], within(1e-11));
        }
    }

    @ParameterizedTest
    @CsvSource({".25, .5, -.125", "0, 0, .5", ".5, .5, .5", "0.01, 0, 0", ".75, -.3, .1"})
    void squaresOfOrbitalsEqualThoseOfAFastFourierTransform(double kx, double ky, double kz) {
        OrbitalBasis basis =
                new OrbitalBasis(
                        DensityBasis.of(Lattice.hexagonal(5, 8), 4),
                        new double[] {kx, ky, kz},
                        true);
        double[] c = new Random(2).doubles(basis.length()).toArray();
        FourierBox box = basis.transform().box();
        double[] full = full(box, basis.size(), basis::miller, c);
        double[] squares = new double[box.points()];
        basis.transform().addSquare(c, 0.5, squares);
        for (int p = 0; p < squares.length; p++) {
            double expected = full[2 * p] * full[2 * p] + full[2 * p + 1] * full[2 * p + 1];
            assertThat(squares[p]).isCloseTo(0.5 * expected, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", ".25, .5, -.125", ".5, .5, .5"})
    void aPotentialActsAsInAFastFourierTransform(double kx, double ky, double kz) {
        DensityBasis density = DensityBasis.of(Lattice.faceCentredCubic(7), 4);
        OrbitalBasis basis = new OrbitalBasis(density, new double[] {kx, ky, kz}, false);
        FourierBox box = density.box();
        double[] potential = new Random(4).doubles(box.points()).toArray();
        double[] c = new Random(5).doubles(basis.length()).toArray();
        double[] full = full(box, basis.size(), basis::miller, c);
        for (int i = 0; i < full.length; i++) {
            full[i] *= potential[i / 2];
        }
        new DoubleFFT_3D(box.size(0), box.size(1), box.size(2)).complexForward(full);
        double[] result = new double[basis.length()];
        basis.transform().multiply(c, new GridPotential(box, potential), result);
        for (int g = 0; g < basis.size(); g++) {
            int at = 2 * place(box, basis.miller(g, 0), basis.miller(g, 1), basis.miller(g, 2));
            assertThat(result[2 * g]).isCloseTo(full[at] / box.points(), within(1e-12));
            assertThat(result[2 * g + 1]).isCloseTo(full[at + 1] / box.points(), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0, 0, 0", "true, .25, .5, -.125", "true, .5, 0, .5", "false, 0, 0, 0"})
    void goingThereAndBackChangesNothing(boolean real, double kx, double ky, double kz) {
        DensityBasis density = DensityBasis.of(Lattice.faceCentredCubic(7), 8);
        OrbitalBasis basis = new OrbitalBasis(density, new double[] {kx, ky, kz}, real);
        double[] c = new Random(2).doubles(basis.length()).toArray();
        if (basis.isReal()) {
            c[1] = 0;
        }
        double[] one = new double[density.box().points()];
        java.util.Arrays.fill(one, 1);
        double[] back = new double[c.length];
        basis.transform().multiply(c, new GridPotential(density.box(), one), back);
        for (int i = 0; i < c.length; i++) {
            assertThat(back[i]).isCloseTo(c[i], within(1e-12));
        }
    }

    @Test
    void realOrbitalsEqualComplexOnesAtGamma() {
        DensityBasis density = DensityBasis.of(Lattice.cubic(6), 6);
        OrbitalBasis real = new OrbitalBasis(density, new double[] {0, 0, 0}, true);
        OrbitalBasis complex = new OrbitalBasis(density, new double[] {0, 0, 0}, false);
        double[] half = new Random(6).doubles(real.length()).toArray();
        half[1] = 0;
        double[] whole = new double[complex.length()];
        for (int g = 0; g < real.size(); g++) {
            for (int f = 0; f < complex.size(); f++) {
                boolean same = true;
                boolean opposite = true;
                for (int axis = 0; axis < 3; axis++) {
                    same &= complex.miller(f, axis) == real.miller(g, axis);
                    opposite &= complex.miller(f, axis) == -real.miller(g, axis);
                }
                double share = g == 0 ? 1 : Math.sqrt(0.5);
                if (same || opposite) {
                    whole[2 * f] = share * half[2 * g];
                    whole[2 * f + 1] = (same ? share : -share) * half[2 * g + 1];
                }
            }
        }
        double[] squares = new double[density.box().points()];
        real.transform().addSquare(half, 1, squares);
        complex.transform().addSquare(whole, -1, squares);
        for (double difference : squares) {
            assertThat(difference).isCloseTo(0, within(1e-10));
        }
    }

    @Test
    void aGridTooCoarseForTheCutoffIsRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> DensityBasis.of(Lattice.cubic(10), 20, 30, 60, 60))
                .hasMessageContaining("too coarse");
    }

    private static double[] hermitian(DensityBasis basis, Random random) {
        double[] c = new double[2 * basis.size()];
        for (int g = 0; g < basis.size(); g++) {
            int o = basis.opposite(g);
            if (o >= g) {
                c[2 * g] = random.nextDouble();
                c[2 * o] = c[2 * g];
                c[2 * g + 1] = o == g ? 0 : random.nextDouble();
                c[2 * o + 1] = -c[2 * g + 1];
            }
        }
        return c;
    }

    private interface Miller {
        int of(int g, int axis);
    }

    /** Values on the grid, interleaved, by a library. */
    private static double[] full(FourierBox box, int count, Miller miller, double[] c) {
        double[] full = new double[2 * box.points()];
        for (int g = 0; g < count; g++) {
            int at = 2 * place(box, miller.of(g, 0), miller.of(g, 1), miller.of(g, 2));
            full[at] = c[2 * g];
            full[at + 1] = c[2 * g + 1];
        }
        new DoubleFFT_3D(box.size(0), box.size(1), box.size(2)).complexInverse(full, false);
        return full;
    }

    private static int place(FourierBox box, int i, int j, int k) {
        return (Math.floorMod(i, box.size(0)) * box.size(1) + Math.floorMod(j, box.size(1)))
                        * box.size(2)
                + Math.floorMod(k, box.size(2));
    }
}
