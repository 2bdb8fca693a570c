package xcflow.planewave.pseudopotential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.numerics.Element;

class GthTest {
    private static final double STEP = 1e-4;

    private static Gth gth() {
        return new Gth(
                "X",
                Element.ofNumber(14),
                Optional.empty(),
                4,
                List.of(2, 2),
                0.44,
                List.of(-6.2, 1.3, -0.4, 0.2),
                List.of());
    }

    @Test
    void theSlopeOfTheLocalPartIsItsDerivative() {
        for (double q : new double[] {0.3, 1, 2.5, 6}) {
            double slope = (gth().local(q + STEP) - gth().local(q - STEP)) / (2 * STEP);
            assertThat(gth().localSlope(q)).isCloseTo(slope, within(1e-6 * Math.abs(slope) + 1e-7));
        }
    }

    @Test
    void theSlopeOfAProjectorIsItsDerivative() {
        Gth.Channel channel =
                new Gth.Channel(
                        1,
                        0.5,
                        List.of(
                                List.of(1.0, 0.0, 0.0),
                                List.of(0.0, 1.0, 0.0),
                                List.of(0.0, 0.0, 1.0)));
        for (int i = 0; i < 3; i++) {
            for (double q : new double[] {0.3, 1, 2.5, 6}) {
                double slope =
                        (channel.reducedProjector(i, q + STEP)
                                        - channel.reducedProjector(i, q - STEP))
                                / (2 * STEP);
                assertThat(channel.reducedSlope(i, q) * q).isCloseTo(slope, within(1e-7));
                assertThat(channel.reducedProjector(i, q) * q)
                        .isCloseTo(channel.projector(i, q), within(1e-12));
            }
        }
    }
}
