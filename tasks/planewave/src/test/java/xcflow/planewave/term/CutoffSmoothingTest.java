package xcflow.planewave.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CutoffSmoothingTest {
    private final CutoffSmoothing smoothing = new CutoffSmoothing(20, 2);

    @Test
    void wavesBelowTheRangeKeepTheirEnergy() {
        assertThat(smoothing.energy(0)).isZero();
        assertThat(smoothing.energy(7.3)).isEqualTo(7.3);
        assertThat(smoothing.energy(18)).isEqualTo(18);
    }

    @Test
    void aSharpCutoffChangesNothing() {
        assertThat(new CutoffSmoothing(20, 0).energy(20)).isEqualTo(20);
    }

    @Test
    void energiesRiseAllTheWayToTheCutoffWhereTheyAreOutOfReach() {
        double before = 0;
        for (double kinetic = 17; kinetic <= 20; kinetic += 0.01) {
            double energy = smoothing.energy(kinetic);
            assertThat(energy).isGreaterThanOrEqualTo(kinetic).isGreaterThan(before);
            before = energy;
        }
        assertThat(smoothing.energy(20)).isBetween(1e6, 1e9);
    }

    @Test
    void slopeAndCurvatureAreContinuousWhereTheRangeBegins() {
        double h = 1e-3;
        for (double at : new double[] {18, 18 + 2 * h}) {
            double slope = (smoothing.energy(at + h) - smoothing.energy(at - h)) / (2 * h);
            double curvature =
                    (smoothing.energy(at + h) - 2 * smoothing.energy(at) + smoothing.energy(at - h))
                            / (h * h);
            assertThat(slope).isCloseTo(1, within(1e-3));
            assertThat(curvature).isCloseTo(0, within(0.5));
        }
    }

    @Test
    void theSlopeIsThatOfTheEnergy() {
        for (double at : new double[] {10, 18.1, 19, 19.5, 19.9}) {
            double h = 1e-5;
            double slope = (smoothing.energy(at + h) - smoothing.energy(at - h)) / (2 * h);
            assertThat(smoothing.slope(at)).isCloseTo(slope, within(1e-6 * slope));
        }
    }
}
