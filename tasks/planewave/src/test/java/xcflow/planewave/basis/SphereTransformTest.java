package xcflow.planewave.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.jtransforms.fft.DoubleFFT_3D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.planewave.crystal.Lattice;

class SphereTransformTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 27, 30, 36, 45, 60})
    void batchedTransformsEqualTheDefinition(int n) {
        int columns = 7;
        Random random = new Random(n);
        double[] re = random.doubles((long) n * columns).toArray();
        double[] im = random.doubles((long) n * columns).toArray();
        double[] xr = re.clone();
        double[] xi = im.clone();
        double[] wr = new double[re.length];
        double[] wi = new double[re.length];
        BatchFft fft = new BatchFft(n);
        fft.transform(xr, xi, wr, wi, columns);
        double[] yr = fft.resultInWork() ? wr : xr;
        double[] yi = fft.resultInWork() ? wi : xi;
        for (int k = 0; k < n; k++) {
            for (int c = 0; c < columns; c++) {
                double sr = 0;
                double si = 0;
                for (int j = 0; j < n; j++) {
                    double angle = -2 * Math.PI * j * k / n;
                    double a = re[j * columns + c];
                    double b = im[j * columns + c];
                    sr += a * Math.cos(angle) - b * Math.sin(angle);
                    si += a * Math.sin(angle) + b * Math.cos(angle);
                }
                assertThat(yr[k * columns + c]).isCloseTo(sr, within(1e-12 * n));
                assertThat(yi[k * columns + c]).isCloseTo(si, within(1e-12 * n));
            }
        }
    }

    @Test
    void valuesOnTheGridEqualThoseOfAFullTransform() {
        DensityBasis basis = DensityBasis.of(Lattice.hexagonal(5, 8), 3);
        FourierBox box = basis.box();
        Random random = new Random(1);
        double[] re = random.doubles(basis.size()).toArray();
        double[] im = random.doubles(basis.size()).toArray();
        int n1 = box.size(0);
        int n2 = box.size(1);
        int n3 = box.size(2);
        double[] full = new double[2 * box.points()];
        for (int g = 0; g < basis.size(); g++) {
            int x = Math.floorMod(basis.miller(g, 0), n1);
            int y = Math.floorMod(basis.miller(g, 1), n2);
            int z = Math.floorMod(basis.miller(g, 2), n3);
            full[2 * ((z * n1 + x) * n2 + y)] = re[g];
            full[2 * ((z * n1 + x) * n2 + y) + 1] = im[g];
        }
        new DoubleFFT_3D(n3, n1, n2).complexInverse(full, false);
        int plane = box.planePoints();
        basis.transform()
                .toGrid(
                        re,
                        0,
                        im,
                        0,
                        (z, a, b) -> {
                            for (int p = 0; p < plane; p++) {
                                int at = 2 * (z * plane + p);
                                assertThat(a[p]).isCloseTo(full[at], within(1e-9));
                                assertThat(b[p]).isCloseTo(full[at + 1], within(1e-9));
                            }
                        });
    }

    @Test
    void goingThereAndBackChangesNothing() {
        OrbitalBasis basis =
                new OrbitalBasis(
                        DensityBasis.of(Lattice.faceCentredCubic(7), 8),
                        new double[] {.25, .5, -.125},
                        true);
        double[] re = new Random(2).doubles(basis.size()).toArray();
        double[] im = new Random(3).doubles(basis.size()).toArray();
        double[] a = re.clone();
        double[] b = im.clone();
        basis.transform().through(a, 0, b, 0, (z, x, y) -> {});
        for (int g = 0; g < basis.size(); g++) {
            assertThat(a[g]).isCloseTo(re[g], within(1e-12));
            assertThat(b[g]).isCloseTo(im[g], within(1e-12));
        }
    }

    @Test
    void twoRealOrbitalsTravelThroughOneTransform() {
        OrbitalBasis basis =
                new OrbitalBasis(
                        DensityBasis.of(Lattice.cubic(6), 6), new double[] {0, 0, 0}, true);
        double[] orbitals = new Random(4).doubles(2L * basis.length()).toArray();
        orbitals[basis.size()] = 0;
        orbitals[basis.length() + basis.size()] = 0;
        double[] re = new double[basis.transformSize()];
        double[] im = new double[basis.transformSize()];
        basis.pack(orbitals, 0, basis.length(), re, im);
        basis.transform().through(re, 0, im, 0, (z, x, y) -> {});
        double[] back = new double[orbitals.length];
        basis.unpackAdding(re, im, back, 0, basis.length());
        for (int i = 0; i < back.length; i++) {
            assertThat(back[i]).isCloseTo(orbitals[i], within(1e-12));
        }
    }

    @Test
    void aGridTooCoarseForTheCutoffIsRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> DensityBasis.of(Lattice.cubic(10), 20, 30, 60, 60))
                .hasMessageContaining("too coarse");
    }
}
