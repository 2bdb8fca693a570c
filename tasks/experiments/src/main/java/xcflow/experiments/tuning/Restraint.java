package xcflow.experiments.tuning;

import java.util.Optional;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.PotentialChange;
import xcflow.numerics.Constants;

/**
 * What holds a functional at its parent while it is optimised.
 *
 * @param weights weight of |θ − θ₀|², relative to the mean square of the targets' derivatives
 * @param potentials weight of the mean square change of potentials beside the mean square error of
 *     the targets, both in kcal/mol
 * @param change of the parent's potentials; empty if they are free to change
 */
record Restraint(double weights, double potentials, Optional<PotentialChange> change) {
    private static final double UNIT =
            Constants.HARTREE_IN_KCAL_PER_MOL * Constants.HARTREE_IN_KCAL_PER_MOL;

    /** Only the length of the change counts. */
    static Restraint ofWeights(double weights) {
        return new Restraint(weights, 0, Optional.empty());
    }

    /**
     * What it adds to the sum of the squared errors of some targets, (kcal/mol)².
     *
     * @param displacement θ − θ₀ of the functional
     * @param scale mean square of the targets' derivatives
     */
    double penalty(NeuralFunctional functional, double[] displacement, double scale, int targets) {
        double length = 0;
        for (double difference : displacement) {
            length += difference * difference;
        }
        double held = weights * scale * length;
        return change.isEmpty() ? held : held + weight(targets) * change.get().square(functional);
    }

    /** The part with potentials for so many targets, with its derivatives. */
    Optional<PotentialChange.Near> near(NeuralFunctional functional, int targets) {
        return change.map(of -> of.near(functional).times(weight(targets)));
    }

    private double weight(int targets) {
        return targets * potentials * UNIT;
    }
}
