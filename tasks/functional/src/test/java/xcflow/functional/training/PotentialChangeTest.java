package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

class PotentialChangeTest {
    private static final NeuralFunctional FUNCTIONAL =
            NeuralFunctional.untrained(
                    Architecture.CONSTRAINED.specify(
                            "x",
                            "PBE",
                            Constraints.ALL,
                            new Shape(6, 2, Activation.TANH),
                            new Shape(6, 2, Activation.TANH),
                            3));

    private static final DataSet DENSITIES = ModelSystems.sample(List.of("Ne", "N"));

    private static final PotentialChange CHANGE = new PotentialChange(FUNCTIONAL, DENSITIES, 1);

    private static final int EXCHANGE = FUNCTIONAL.exchangeFactor().network().parameters().length;

    private static final int WEIGHTS =
            EXCHANGE + FUNCTIONAL.correlationFactor().network().parameters().length;

    /** A change of all weights. */
    private static double[] change(double length) {
        return new Random(5).doubles(WEIGHTS, -length, length).toArray();
    }

    /** The same of one part only. */
    private static double[] only(boolean exchange, double[] change) {
        double[] part = change.clone();
        Arrays.fill(part, exchange ? EXCHANGE : 0, exchange ? WEIGHTS : EXCHANGE, 0);
        return part;
    }

    private static NeuralFunctional moved(double[] change) {
        double[] x = FUNCTIONAL.exchangeFactor().network().parameters().clone();
        double[] c = FUNCTIONAL.correlationFactor().network().parameters().clone();
        for (int i = 0; i < WEIGHTS; i++) {
            if (i < EXCHANGE) {
                x[i] += change[i];
            } else {
                c[i - EXCHANGE] += change[i];
            }
        }
        return FUNCTIONAL.withParameters(x, c);
    }

    /** Of the second order of a small change nothing but its own length is left. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nearTheOriginItIsTheQuadraticFormOfTheMatrix(boolean exchange) {
        double[] change = only(exchange, change(1e-5));
        double[] matrix = CHANGE.near(FUNCTIONAL).matrix();
        double form = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            for (int j = 0; j < WEIGHTS; j++) {
                form += change[i] * matrix[i * WEIGHTS + j] * change[j];
            }
        }
        assertThat(CHANGE.square(moved(change))).isCloseTo(form, within(1e-3 * form));
        assertThat(form).isGreaterThan(1e-14);
    }

    @Test
    void farFromTheOriginTheSlopeIsHalfTheDerivativeOfTheSquare() {
        double[] far = change(0.3);
        double[] slope = CHANGE.near(moved(far)).slope();
        double[] direction = new Random(7).doubles(WEIGHTS, -1, 1).toArray();
        double h = 1e-5;
        double[] squares = new double[2];
        double expected = 0;
        for (int side = 0; side < 2; side++) {
            double[] at = far.clone();
            for (int i = 0; i < WEIGHTS; i++) {
                at[i] += (side == 0 ? -h : h) * direction[i];
            }
            squares[side] = CHANGE.square(moved(at));
        }
        for (int i = 0; i < WEIGHTS; i++) {
            expected += 2 * slope[i] * direction[i];
        }
        assertThat((squares[1] - squares[0]) / (2 * h))
                .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
        assertThat(Math.abs(expected)).isGreaterThan(1e-5);
    }

    @Test
    void exchangeAndCorrelationCountByThemselves() {
        double[] change = change(0.3);
        double both = CHANGE.square(moved(change));
        assertThat(both)
                .isCloseTo(
                        CHANGE.square(moved(only(true, change)))
                                + CHANGE.square(moved(only(false, change))),
                        within(1e-12 * both));
    }

    @Test
    void theSquareIsTheSameWithAndWithoutDerivatives() {
        var functional = moved(change(0.3));
        assertThat(CHANGE.near(functional).square()).isEqualTo(CHANGE.square(functional));
    }

    @Test
    void noChangeCountsForNothing() {
        assertThat(CHANGE.square(FUNCTIONAL)).isLessThan(1e-28);
    }
}
