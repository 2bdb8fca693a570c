package xcflow.experiments.tuning;

import java.util.Optional;
import xcflow.functional.training.PotentialMetric;
import xcflow.numerics.Constants;

/**
 * What holds a functional at its parent while it is optimised.
 *
 * @param weights weight of |θ − θ₀|², relative to the mean square of the targets' derivatives
 * @param potentials weight of the mean square change of potentials beside the mean square error of
 *     the targets, both in kcal/mol
 * @param metric of the parent's potentials; empty if they are free to change
 */
record Restraint(double weights, double potentials, Optional<PotentialMetric> metric) {
    private static final double UNIT =
            Constants.HARTREE_IN_KCAL_PER_MOL * Constants.HARTREE_IN_KCAL_PER_MOL;

    /** Only the length of the change counts. */
    static Restraint ofWeights(double weights) {
        return new Restraint(weights, 0, Optional.empty());
    }

    /**
     * What it adds to the sum of the squared errors of some targets, (kcal/mol)².
     *
     * @param scale mean square of the targets' derivatives
     */
    double penalty(double[] displacement, double scale, int targets) {
        double length = 0;
        for (double difference : displacement) {
            length += difference * difference;
        }
        double held = weights * scale * length;
        return metric.isEmpty()
                ? held
                : held + targets * potentials * UNIT * metric.get().square(displacement);
    }

    /** The matrix of the part with potentials for so many targets, [parameters × parameters]. */
    Optional<double[]> curvature(int targets) {
        return metric.map(
                of -> {
                    double[] matrix = of.matrix().clone();
                    for (int i = 0; i < matrix.length; i++) {
                        matrix[i] *= targets * potentials * UNIT;
                    }
                    return matrix;
                });
    }
}
