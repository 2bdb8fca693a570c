package xcflow.experiments.input;

import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.spi.Describe;

/** Size of a network. */
public record NetworkInput(
        @Describe(value = "Neurons in each hidden layer.", defaultValue = "20", min = 1, max = 256)
                int width,
        @Describe(value = "Hidden layers.", defaultValue = "2", min = 1, max = 16) int depth,
        @Describe(value = "Activation of the neurons.", defaultValue = "tanh")
                Activation activation) {

    /** What is used where nothing is declared. */
    public static final NetworkInput DEFAULT = new NetworkInput(20, 2, Activation.TANH);

    /** That of the published studies: 3 × 16 with exact GELU. */
    private static final NetworkInput STUDY = new NetworkInput(16, 3, Activation.GELU);

    /** What functionals of an architecture have where nothing is declared. */
    public static NetworkInput of(Architecture architecture) {
        return architecture == Architecture.STUDY ? STUDY : DEFAULT;
    }

    public Shape shape() {
        return new Shape(width, depth, activation);
    }
}
