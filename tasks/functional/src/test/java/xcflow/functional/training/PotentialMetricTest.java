package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import xcflow.numerics.Workers;

class PotentialMetricTest {
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

    private static final PotentialMetric METRIC = PotentialMetric.of(FUNCTIONAL, DENSITIES, 1);

    /** A small change of all weights, or of those of one part. */
    private static double[] change(String part) {
        int exchange = FUNCTIONAL.exchangeFactor().network().parameters().length;
        double[] change = new Random(5).doubles(METRIC.parameters(), -1e-5, 1e-5).toArray();
        for (int i = 0; i < change.length; i++) {
            change[i] = part.equals(i < exchange ? "correlation" : "exchange") ? 0 : change[i];
        }
        return change;
    }

    /** What a loss of potentials makes of the change, with the functional itself as reference. */
    @ParameterizedTest
    @ValueSource(strings = {"exchange", "correlation"})
    void aSmallChangeCountsAsInALossOfPotentials(String of) {
        double[] change = change(of);
        boolean exchange = of.equals("exchange");
        int first = FUNCTIONAL.exchangeFactor().network().parameters().length;
        var factor = exchange ? FUNCTIONAL.exchangeFactor() : FUNCTIONAL.correlationFactor();
        double[] moved = factor.network().parameters().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += change[exchange ? i : first + i];
        }
        double sum = 0;
        try (Workers workers = new Workers(1)) {
            var part =
                    exchange
                            ? Part.exchange(FUNCTIONAL, FUNCTIONAL)
                            : Part.correlation(FUNCTIONAL, FUNCTIONAL);
            var problem =
                    CloningLoss.of(
                                    part,
                                    factor,
                                    DENSITIES,
                                    new LossWeights(0, 1, 1, 0, 0),
                                    25,
                                    false,
                                    workers)
                            .problem();
            double[] deviations = new double[problem.rows()];
            problem.deviations(moved, deviations);
            for (double deviation : deviations) {
                sum += deviation * deviation;
            }
        }
        assertThat(METRIC.square(change)).isCloseTo(sum, within(1e-3 * sum));
        assertThat(sum).isGreaterThan(1e-14);
    }

    @Test
    void exchangeAndCorrelationCountByThemselves() {
        assertThat(METRIC.square(change("both")))
                .isCloseTo(
                        METRIC.square(change("exchange")) + METRIC.square(change("correlation")),
                        within(1e-20));
    }

    @Test
    void noChangeCountsForNothing() {
        assertThat(METRIC.square(new double[METRIC.parameters()])).isZero();
    }
}
