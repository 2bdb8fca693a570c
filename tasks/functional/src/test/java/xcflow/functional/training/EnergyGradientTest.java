package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import xcflow.functional.Results;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

class EnergyGradientTest {
    private static final Shape SHAPE = new Shape(6, 2, Activation.TANH);

    private static final NeuralFunctional FUNCTIONAL = untrained("PBE", Constraints.ALL);

    private static final DataSet ATOMS = ModelSystems.sample(List.of("Ne", "N", "Li"));

    private static NeuralFunctional untrained(String reference, Constraints constraints) {
        return NeuralFunctional.untrained(
                Architecture.CONSTRAINED.specify("x", reference, constraints, SHAPE, SHAPE, 3));
    }

    /** The same with weights that differ by as much as a fine-tuning changes them. */
    private static NeuralFunctional moved(NeuralFunctional functional) {
        var random = new Random(8);
        double[] x = functional.exchangeFactor().network().parameters().clone();
        double[] c = functional.correlationFactor().network().parameters().clone();
        for (double[] weights : List.of(x, c)) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] += 0.1 * random.nextGaussian();
            }
        }
        return functional.withParameters(x, c);
    }

    @Test
    void energiesAreThoseOfTheFunctionalOnTheGrid() {
        var results = Results.like(ATOMS.points());
        FUNCTIONAL.evaluate(ATOMS.points(), results);
        double[] expected = new double[3];
        for (int i = 0; i < ATOMS.size(); i++) {
            expected[ATOMS.system()[i]] += ATOMS.weights()[i] * results.energy[i];
        }
        double[] energies = EnergyGradient.of(FUNCTIONAL, ATOMS, 1).energies();
        for (int s = 0; s < expected.length; s++) {
            assertThat(energies[s]).isCloseTo(expected[s], within(1e-9));
        }
    }

    @Test
    void fewerPointsGiveTheSameChangesOfEnergies() {
        assertChanges(FUNCTIONAL);
    }

    @Test
    void fewerPointsGiveThemForMetaGgasToo() {
        assertChanges(untrained("r2SCAN", Constraints.ALL_KINETIC));
    }

    private static void assertChanges(NeuralFunctional functional) {
        var all = KineticDensities.sample(200_000, 5);
        var few = EnergyGradient.fewerPoints(functional, all);
        assertThat(few.size()).isLessThan(3 * all.size() / 4);
        double[] changes = changes(functional, all);
        double[] found = changes(functional, few);
        double[] scale = absoluteChanges(functional, all);
        for (int s = 0; s < changes.length; s++) {
            assertThat(found[s]).isCloseTo(changes[s], within(2e-2 * scale[s]));
            assertThat(scale[s]).isGreaterThan(1e-4);
        }
    }

    private static double[] changes(NeuralFunctional functional, DataSet set) {
        double[] before = EnergyGradient.of(functional, set, 1).energies();
        double[] after = EnergyGradient.of(moved(functional), set, 1).energies();
        for (int s = 0; s < before.length; s++) {
            after[s] -= before[s];
        }
        return after;
    }

    /** The same if no point's change could make up for that of another. */
    private static double[] absoluteChanges(NeuralFunctional functional, DataSet set) {
        var before = Results.like(set.points());
        var after = Results.like(set.points());
        functional.evaluate(set.points(), before);
        moved(functional).evaluate(set.points(), after);
        double[] sums = new double[set.systems().size()];
        for (int i = 0; i < set.size(); i++) {
            sums[set.system()[i]] +=
                    set.weights()[i] * Math.abs(after.energy[i] - before.energy[i]);
        }
        return sums;
    }
}
