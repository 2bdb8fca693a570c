package xcflow.functional;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointsTest {
    @Test
    void anUnpolarisedBatchHasNoSpinDownArrays() {
        var points = Points.allocate(3, false);
        assertThat(points.size()).isEqualTo(3);
        assertThat(points.rhoB).isNull();
        assertThat(points.sigmaAB).isNull();
    }
}
