package xcflow.functional.training;

/** Watches a training, may stop it and keeps its checkpoints. Called by the training's thread. */
public interface TrainingMonitor {
    /** Watches nothing. */
    TrainingMonitor NONE = new TrainingMonitor() {};

    /**
     * Called after each step.
     *
     * @param fraction of the permitted steps that have been taken
     */
    default void step(double fraction, CurvePoint point) {}

    /** Called before each step; an exception ends the training and is thrown out of it. */
    default void checkCancelled() {}

    /**
     * Called now and then.
     *
     * @param state with which the training can be resumed to the same final bytes
     */
    default void checkpoint(byte[] state) {}
}
