package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoysTest {

    @Test
    void agreesWithTheSeriesForEveryOrderAndArgument() {
        for (int order : new int[] {0, 1, 2, 5, 8, 12, 24}) {
            double[] t = {0, 1e-9, 0.03125, 0.4, 1.7, 9.99, 35.9, 36.1, 45, 60, 95.9, 96.1, 120};
            double[][] f = new double[order + 1][t.length];
            Boys.ofOrder(order).evaluate(t.length, t, new double[t.length], f);
            for (int i = 0; i < t.length; i++) {
                double[] expected = Boys.series(order, t[i]);
                for (int m = 0; m <= order; m++) {
                    assertThat(f[m][i])
                            .as("F_%d(%s)", m, t[i])
                            .isCloseTo(expected[m], within(1e-15));
                }
            }
        }
    }

    @Test
    void isTheErrorFunctionForOrderZero() {
        double[][] f = new double[1][1];
        Boys.ofOrder(0).evaluate(1, new double[] {1}, new double[1], f);
        assertThat(f[0][0]).isCloseTo(0.746824132812427, within(1e-15));
    }

    @Test
    void isContinuousWhereTheAsymptoticFormBegins() {
        for (int order = 0; order <= 16; order++) {
            double limit = 36 + 2.5 * order;
            double[] t = {limit * (1 - 1e-13), limit * (1 + 1e-13)};
            double[][] f = new double[order + 1][2];
            Boys.ofOrder(order).evaluate(2, t, new double[2], f);
            for (int m = 0; m <= order; m++) {
                double scale = Math.pow(4 * limit, 0.5 * m);
                assertThat(f[m][0] * scale).isCloseTo(f[m][1] * scale, within(1e-10));
            }
        }
    }
}
