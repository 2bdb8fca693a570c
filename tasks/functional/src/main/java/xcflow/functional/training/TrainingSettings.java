package xcflow.functional.training;

import java.util.List;

/**
 * How a functional is trained.
 *
 * @param loss weights of the parts of the loss
 * @param heldOut names of the systems that decide when to stop and which iterate is kept, and on
 *     which nothing is fitted; empty: every iterate is judged by the training loss
 * @param adamSteps steps of Adam before the Gauss–Newton phase, for each factor
 * @param adamRate learning rate of Adam
 * @param iterations greatest number of Gauss–Newton steps for each factor
 * @param patience number of steps in a row without a better judgement after which training ends
 * @param cells resolution with which equal points are gathered for the pointwise loss, cells along
 *     each of r_s/(1 + r_s) and s/(1 + s)
 */
public record TrainingSettings(
        LossWeights loss,
        List<String> heldOut,
        int adamSteps,
        double adamRate,
        int iterations,
        int patience,
        int cells) {

    /** What clones are trained with unless declared otherwise. */
    public static final TrainingSettings DEFAULT =
            new TrainingSettings(LossWeights.DEFAULT, List.of(), 0, 3e-3, 200, 25, 48);

    public TrainingSettings {
        heldOut = List.copyOf(heldOut);
        if (adamSteps < 0 || iterations < 0 || patience < 1 || cells < 4 || cells > 1000) {
            throw new IllegalArgumentException("the training settings are out of range");
        }
    }

    /** The same with other systems held out. */
    public TrainingSettings holdingOut(List<String> systems) {
        return new TrainingSettings(
                loss, systems, adamSteps, adamRate, iterations, patience, cells);
    }

    /** The same with another limit of Gauss–Newton steps. */
    public TrainingSettings withIterations(int limit) {
        return new TrainingSettings(loss, heldOut, adamSteps, adamRate, limit, patience, cells);
    }

    /** The same with other weights of the loss. */
    public TrainingSettings withLoss(LossWeights other) {
        return new TrainingSettings(
                other, heldOut, adamSteps, adamRate, iterations, patience, cells);
    }
}
