package xcflow.workflows.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import xcflow.spi.Describe;

class ToleranceTest {
    private record Outputs(
            @Describe(value = "Energy.", unit = "Ha") double energy,
            @Describe(value = "Integral of a difference of densities.", unit = "e")
                    double density) {}

    /**
     * A self-consistent field that ends at an orbital gradient of 1e-6 Ha, an iteration earlier
     * with another kernel: energies of the second order, densities of the first.
     */
    @Test
    void oneIterationMoreIsWithinTolerance() {
        assertThat(of("energy").admits(-0.5, -0.5 + 1e-10)).isTrue();
        assertThat(of("energy").admits(-0.5, -0.5 + 1e-6)).isFalse();
        assertThat(of("density").admits(5.540e-6, 7.730e-6)).isTrue();
        assertThat(of("density").admits(5.540e-6, 5.540e-5)).isFalse();
    }

    private static Tolerance of(String name) {
        RecordComponent component =
                Arrays.stream(Outputs.class.getRecordComponents())
                        .filter(c -> c.getName().equals(name))
                        .findFirst()
                        .orElseThrow();
        return Tolerance.of(component.getAnnotation(Describe.class)).orElseThrow();
    }
}
