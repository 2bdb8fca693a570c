package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationTest {

    /** z Φ(z) with 17 digits by mpmath 1.3. */
    @ParameterizedTest
    @CsvSource({
        "-12.0, -2.131778534493214797e-32",
        "-6.5, -2.610400379508426575e-10",
        "-5.7, -3.414511698606211173e-8",
        "-3.0, -0.00404969409489028358",
        "-1.25, -0.1320622170835690721",
        "-0.66, -0.1680537636830818588",
        "-0.3, -0.1146265733433142058",
        "-0.001, -0.0004996010577860889478",
        "0.0, 0.0",
        "1e-08, 5.000000039894228145e-9",
        "0.25, 0.1496765814207309311",
        "0.6628, 0.4946282021831822712",
        "0.67, 0.5015426402861422619",
        "1.0, 0.8413447460685429486",
        "2.5, 2.484475836685559662",
        "5.5, 5.499999895557406438",
        "5.8, 5.799999980768673148",
        "9.0, 8.999999999999999999"
    })
    void geluIsExact(double z, double expected) {
        double[] value = new double[1];
        Activation.GELU.apply(new double[] {z}, value, new double[1], 1);
        assertThat(value[0])
                .isCloseTo(
                        expected,
                        within(
                                1e-15 * Math.max(Math.abs(expected), 1e-300)
                                        + 4 * Math.ulp(expected)));
    }

    @Test
    void derivativesOfGeluAreThoseOfItsValues() {
        int n = 201;
        double[] z = new double[n];
        for (int k = 0; k < n; k++) {
            z[k] = -10 + 0.1 * k;
        }
        double[] value = new double[n];
        double[] slope = new double[n];
        double[] curvature = new double[n];
        Activation.GELU.withCurvature(z, value, slope, curvature, n);
        double h = 1e-4;
        for (int k = 0; k < n; k++) {
            double[] moved = {z[k] - h, z[k] + h};
            double[] values = new double[2];
            double[] slopes = new double[2];
            Activation.GELU.apply(moved, values, slopes, 2);
            assertThat(slope[k]).isCloseTo((values[1] - values[0]) / (2 * h), within(1e-8));
            assertThat(curvature[k]).isCloseTo((slopes[1] - slopes[0]) / (2 * h), within(1e-7));
        }
    }
}
