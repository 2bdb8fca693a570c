package xcflow.functional.deeplearning;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import xcflow.functional.neural.Network;

/**
 * Trains a network with Deeplearning4j so that F = Λ/(1 + (Λ − 1) e^{−g y}) of its output y comes
 * near to given values: plain mean square, all points in every step, Adam with a rate that falls
 * exponentially. The result depends on the arguments alone, also if a training goes on where it
 * stopped.
 */
public final class FactorTrainer {
    /** Learning rate of the first step. */
    public static final double FIRST_RATE = 1e-3;

    /** Learning rate of the last step. */
    public static final double LAST_RATE = 1e-5;

    private final MultiLayerNetwork model;
    private final INDArray inputs;
    private final INDArray labels;
    private int step;

    /**
     * What is fitted.
     *
     * @param inputs of the network [points][inputs]
     * @param labels F and g [points][2]
     */
    public record Points(double[][] inputs, double[][] labels) {}

    /**
     * Where a training is.
     *
     * @param step number of steps taken
     * @param moments of Adam; empty at the beginning
     */
    public record Place(int step, double[] parameters, double[] moments) {

        /** Before the first step. */
        public static Place start(double[] parameters) {
            return new Place(0, parameters, new double[0]);
        }
    }

    /**
     * @param network gives the shape; its parameters do not count
     * @param limit Λ
     * @param steps in all, over which the rate falls
     */
    public FactorTrainer(Network network, double limit, int steps, Points points, Place place) {
        double fall = Math.pow(LAST_RATE / FIRST_RATE, 1.0 / Math.max(1, steps));
        var rate = new ExponentialSchedule(ScheduleType.ITERATION, FIRST_RATE, fall);
        model =
                Models.of(
                        network.withParameters(place.parameters),
                        new FactorLoss(limit),
                        new Adam(rate));
        step = place.step;
        model.setIterationCount(step);
        model.setEpochCount(0);
        if (place.moments.length > 0) {
            var moments = Nd4j.createFromArray(new double[][] {place.moments});
            model.getUpdater().setStateViewArray(model, moments, false);
        }
        inputs = Nd4j.createFromArray(points.inputs);
        labels = Nd4j.createFromArray(points.labels);
    }

    /** Takes one step. */
    public void step() {
        model.fit(inputs, labels);
        // Without this every step would count as an epoch too.
        model.setEpochCount(0);
        step++;
    }

    /** Where the training is. */
    public Place place() {
        var moments = model.getUpdater().getStateViewArray();
        return new Place(
                step,
                Models.parameters(model),
                moments == null
                        ? new double[0]
                        : moments.reshape(moments.length()).toDoubleVector());
    }

    /** Mean square error before the last step. */
    public double loss() {
        return model.score();
    }
}
