package xcflow.experiments.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import xcflow.functional.training.PotentialChange;

class GaussNewtonStepTest {
    private static final int RESIDUALS = 3;
    private static final int PARAMETERS = 7;

    private static double[] random(int seed, int length) {
        return new Random(seed).doubles(length, -1, 1).toArray();
    }

    private static final GaussNewtonStep STEP =
            new GaussNewtonStep(
                    random(1, RESIDUALS * PARAMETERS), random(2, RESIDUALS), random(3, PARAMETERS));

    /** |d + δ|² times a value. */
    private static PotentialChange.Near uniform(double value) {
        double[] matrix = new double[PARAMETERS * PARAMETERS];
        double[] slope = new double[PARAMETERS];
        double square = 0;
        for (int i = 0; i < PARAMETERS; i++) {
            double displacement = STEP.displacement()[i];
            matrix[i * PARAMETERS + i] = value;
            slope[i] = value * displacement;
            square += value * displacement * displacement;
        }
        return new PotentialChange.Near(square, slope, matrix);
    }

    @Test
    void withoutACurvatureBothWaysAreTheSame() {
        assertThat(STEP.solve(0.3, 0.2, uniform(0)))
                .containsExactly(STEP.solve(0.3, 0.2), within(1e-12));
    }

    @Test
    void aUniformCurvatureIsAWeightOfTheLength() {
        assertThat(STEP.solve(0.1, 0.2, uniform(0.4)))
                .containsExactly(STEP.solve(0.5, 0.2), within(1e-12));
    }

    @Test
    void aGreatCurvatureLeadsBackToTheOrigin() {
        double[] back = STEP.solve(0, 0.2, uniform(1e12));
        for (int i = 0; i < PARAMETERS; i++) {
            assertThat(back[i]).isCloseTo(-STEP.displacement()[i], within(1e-10));
        }
    }
}
