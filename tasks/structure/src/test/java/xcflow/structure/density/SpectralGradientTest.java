package xcflow.structure.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.structure.crystal.Lattice;

class SpectralGradientTest {
    private static final double[][] ROWS = {{5, 0.3, 0}, {1, 6, 0.2}, {-0.5, 0.4, 7}};

    /**
     * exp(0.4 cos 2πu + 0.3 sin 2π(v + w)) has a Fourier series that ends within double precision.
     */
    @Test
    void smoothPeriodicFunctionsHaveTheirAnalyticGradientInAnyCell() {
        Lattice lattice = Lattice.ofRows(ROWS);
        int[] shape = {24, 27, 30};
        double[] values = new double[24 * 27 * 30];
        double[][] expected = new double[3][values.length];
        double[][] b = lattice.reciprocalRows();
        int at = 0;
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < 27; j++) {
                for (int k = 0; k < 30; k++) {
                    double u = 2 * Math.PI * i / 24;
                    double vw = 2 * Math.PI * (j / 27.0 + k / 30.0);
                    double f = Math.exp(0.4 * Math.cos(u) + 0.3 * Math.sin(vw));
                    values[at] = f;
                    for (int x = 0; x < 3; x++) {
                        expected[x][at] =
                                f
                                        * (-0.4 * Math.sin(u) * b[0][x]
                                                + 0.3 * Math.cos(vw) * (b[1][x] + b[2][x]));
                    }
                    at++;
                }
            }
        }
        double[][] gradient = new SpectralGradient(lattice, shape).of(values);
        for (int x = 0; x < 3; x++) {
            assertThat(gradient[x]).containsExactly(expected[x], within(1e-11));
        }
    }
}
