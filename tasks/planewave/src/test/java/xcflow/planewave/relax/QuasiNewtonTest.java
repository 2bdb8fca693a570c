package xcflow.planewave.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuasiNewtonTest {

    /** Rosenbrock's valley, which is curved and a thousand times as steep across as along. */
    @Test
    void findsTheEndOfACurvedValley() {
        QuasiNewton search = new QuasiNewton(2, 1, 0.5, 0);
        double[] x = {-1.2, 1};
        int evaluations = 0;
        double across = 1;
        double along = 1;
        while (Math.hypot(across, along) > 1e-6 && evaluations++ < 100) {
            across = x[1] - x[0] * x[0];
            along = 1 - x[0];
            double[] gradient = {-400 * x[0] * across - 2 * along, 200 * across};
            search.learn(x, 100 * across * across + along * along, gradient);
            x = search.next();
        }
        assertThat(evaluations).isLessThan(100);
        assertThat(x[0]).isCloseTo(1, within(1e-5));
        assertThat(x[1]).isCloseTo(1, within(1e-5));
    }

    @Test
    void returnsFromAStepThatLeadsUphill() {
        QuasiNewton search = new QuasiNewton(1, 1, 1, 0);
        assertThat(search.learn(new double[] {0}, 5, new double[] {-1})).isTrue();
        double[] far = search.next();
        assertThat(far[0]).isEqualTo(1);
        assertThat(search.learn(far, 6, new double[] {-0.9})).isFalse();
        assertThat(search.next()[0]).isBetween(0.0, 0.5);
    }
}
