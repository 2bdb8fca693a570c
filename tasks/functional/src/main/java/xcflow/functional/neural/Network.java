package xcflow.functional.neural;

import java.util.Locale;

/**
 * Shape and parameters of a fully connected network with one output: {@code depth} hidden layers of
 * {@code width} neurons each, and a linear output neuron. Immutable.
 *
 * <p>The parameters are one vector: for each layer its weights [outputs × inputs], row-major, then
 * its biases [outputs]; the output layer comes last.
 */
public final class Network {
    /** Limits beyond which a file is taken for damaged. */
    static final int MAX_WIDTH = 1024;

    static final int MAX_DEPTH = 64;

    private final int inputs;
    private final int width;
    private final int depth;
    private final Activation activation;
    private final double[] parameters;

    /**
     * @param parameters of length {@link #parameterCount(int, int, int)}; copied
     */
    public Network(int inputs, int width, int depth, Activation activation, double[] parameters) {
        int expected = parameterCount(inputs, width, depth);
        if (parameters.length != expected) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a network of %d inputs and %d layers of %d neurons has %d parameters, not %d",
                            inputs,
                            depth,
                            width,
                            expected,
                            parameters.length));
        }
        this.inputs = inputs;
        this.width = width;
        this.depth = depth;
        this.activation = activation;
        this.parameters = parameters.clone();
    }

    /** Number of weights and biases of a network of this shape. */
    public static int parameterCount(int inputs, int width, int depth) {
        return width * (inputs + 1) + (depth - 1) * width * (width + 1) + width + 1;
    }

    /** The same network with other parameters, which are copied. */
    public Network withParameters(double[] others) {
        return new Network(inputs, width, depth, activation, others);
    }

    public int inputs() {
        return inputs;
    }

    /** Neurons in each hidden layer. */
    public int width() {
        return width;
    }

    /** Number of hidden layers, at least one. */
    public int depth() {
        return depth;
    }

    public Activation activation() {
        return activation;
    }

    /** A copy of all parameters. */
    public double[] parameters() {
        return parameters.clone();
    }

    public int parameterCount() {
        return parameters.length;
    }

    /** Number of numbers that enter layer {@code layer}; layer {@link #depth()} is the output. */
    int fanIn(int layer) {
        return layer == 0 ? inputs : width;
    }

    /** Number of neurons of a layer. */
    int fanOut(int layer) {
        return layer == depth ? 1 : width;
    }

    /** Where the weights of a layer start within the parameters. */
    int weightsAt(int layer) {
        return layer == 0 ? 0 : width * (inputs + 1) + (layer - 1) * width * (width + 1);
    }

    /** Where the biases of a layer start within the parameters. */
    int biasesAt(int layer) {
        return weightsAt(layer) + fanOut(layer) * fanIn(layer);
    }

    double parameter(int index) {
        return parameters[index];
    }

    /** Weights of a layer, one array per neuron: [outputs][inputs]. */
    double[][] weights(int layer) {
        double[][] rows = new double[fanOut(layer)][fanIn(layer)];
        int at = weightsAt(layer);
        for (double[] row : rows) {
            System.arraycopy(parameters, at, row, 0, row.length);
            at += row.length;
        }
        return rows;
    }

    /** The same transposed: [inputs][outputs]. */
    double[][] weightsTransposed(int layer) {
        double[][] rows = weights(layer);
        double[][] columns = new double[fanIn(layer)][fanOut(layer)];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /** Biases of a layer [outputs]. */
    double[] biases(int layer) {
        double[] biases = new double[fanOut(layer)];
        System.arraycopy(parameters, biasesAt(layer), biases, 0, biases.length);
        return biases;
    }
}
