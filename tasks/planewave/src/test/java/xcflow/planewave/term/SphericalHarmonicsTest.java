package xcflow.planewave.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SphericalHarmonicsTest {
    private static double solid(int l, int m, double[] v) {
        double r = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return Math.pow(r, l) * SphericalHarmonics.real(l, m, v[0], v[1], v[2]);
    }

    @Test
    void gradientsAreThoseOfSolidHarmonics() {
        double h = 1e-5;
        for (int l = 0; l <= 3; l++) {
            for (int m = 0; m < 2 * l + 1; m++) {
                double[] gradient = SphericalHarmonics.solidGradient(l, m, 0.7, -0.4, 1.1);
                for (int axis = 0; axis < 3; axis++) {
                    double[] up = {0.7, -0.4, 1.1};
                    double[] down = up.clone();
                    up[axis] += h;
                    down[axis] -= h;
                    assertThat(gradient[axis])
                            .isCloseTo(
                                    (solid(l, m, up) - solid(l, m, down)) / (2 * h), within(1e-8));
                }
            }
        }
    }
}
