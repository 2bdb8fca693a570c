package xcflow.functional.neural;

import java.util.Arrays;

/**
 * Evaluates a network and its input derivatives for a block of points at once.
 *
 * <p>Each neuron has an array of its own over the points of the block, and four of them are
 * accumulated in one loop: in this form the compiler vectorises the loops. Every point is computed
 * by the same operations wherever it stands in a block. One kernel serves one thread.
 */
final class BlockKernel {
    /** Points per block. */
    static final int SIZE = 256;

    private final Network network;
    private final double[][][] weights;
    private final double[][][] transposed;
    private final double[][] biases;
    private final double[][][] values;
    private final double[][][] slopes;
    private final double[] sum = new double[SIZE];

    /** Inputs of the network [inputs][SIZE], to be filled by the caller. */
    final double[][] input;

    /** Output of the network [SIZE]. */
    final double[] output = new double[SIZE];

    /** Derivatives of the output with respect to the inputs [inputs][SIZE]. */
    final double[][] gradient;

    BlockKernel(Network network) {
        this.network = network;
        int layers = network.depth() + 1;
        weights = new double[layers][][];
        transposed = new double[layers][][];
        biases = new double[layers][];
        for (int layer = 0; layer < layers; layer++) {
            weights[layer] = network.weights(layer);
            transposed[layer] = network.weightsTransposed(layer);
            biases[layer] = network.biases(layer);
        }
        values = new double[network.depth()][network.width()][SIZE];
        slopes = new double[network.depth()][network.width()][SIZE];
        input = new double[network.inputs()][SIZE];
        gradient = new double[network.inputs()][SIZE];
    }

    /** Computes {@link #output} for the first {@code n} points. */
    void value(int n) {
        double[][] below = input;
        for (int layer = 0; layer < network.depth(); layer++) {
            double[][] value = values[layer];
            for (int neuron = 0; neuron < value.length; neuron++) {
                weightedSum(weights[layer][neuron], below, biases[layer][neuron], sum, n);
                network.activation().apply(sum, value[neuron], slopes[layer][neuron], n);
            }
            below = value;
        }
        int last = network.depth();
        weightedSum(weights[last][0], below, biases[last][0], output, n);
    }

    /** After {@link #value}: computes {@link #gradient} by propagating backwards. */
    void gradient(int n) {
        int last = network.depth();
        double[][] slope = slopes[last - 1];
        for (int neuron = 0; neuron < network.width(); neuron++) {
            scale(weights[last][0][neuron], slope[neuron], n);
        }
        for (int layer = last - 1; layer > 0; layer--) {
            double[][] above = slopes[layer];
            double[][] below = slopes[layer - 1];
            for (int neuron = 0; neuron < network.width(); neuron++) {
                weightedSum(transposed[layer][neuron], above, 0, sum, n);
                multiply(sum, below[neuron], n);
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            weightedSum(transposed[0][i], slopes[0], 0, gradient[i], n);
        }
    }

    private static void scale(double factor, double[] row, int n) {
        for (int k = 0; k < n; k++) {
            row[k] *= factor;
        }
    }

    /** row := sum × row; the slopes are overwritten with the adjoints of the layer's sums. */
    private static void multiply(double[] sum, double[] row, int n) {
        for (int k = 0; k < n; k++) {
            row[k] *= sum[k];
        }
    }

    /** out := constant + Σ_j factors[j] rows[j]. */
    private static void weightedSum(
            double[] factors, double[][] rows, double constant, double[] out, int n) {
        int j = 0;
        if (factors.length >= 4) {
            set4(out, constant, factors, rows[0], rows[1], rows[2], rows[3], n);
            j = 4;
        } else {
            Arrays.fill(out, 0, n, constant);
        }
        for (; j + 4 <= factors.length; j += 4) {
            add4(
                    out,
                    factors[j],
                    rows[j],
                    factors[j + 1],
                    rows[j + 1],
                    factors[j + 2],
                    rows[j + 2],
                    factors[j + 3],
                    rows[j + 3],
                    n);
        }
        for (; j < factors.length; j++) {
            add1(out, factors[j], rows[j], n);
        }
    }

    private static void set4(
            double[] out,
            double constant,
            double[] factors,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            int n) {
        double f0 = factors[0];
        double f1 = factors[1];
        double f2 = factors[2];
        double f3 = factors[3];
        for (int k = 0; k < n; k++) {
            out[k] =
                    Math.fma(
                            f3,
                            r3[k],
                            Math.fma(
                                    f2, r2[k], Math.fma(f1, r1[k], Math.fma(f0, r0[k], constant))));
        }
    }

    private static void add4(
            double[] out,
            double f0,
            double[] r0,
            double f1,
            double[] r1,
            double f2,
            double[] r2,
            double f3,
            double[] r3,
            int n) {
        for (int k = 0; k < n; k++) {
            out[k] =
                    Math.fma(
                            f3,
                            r3[k],
                            Math.fma(f2, r2[k], Math.fma(f1, r1[k], Math.fma(f0, r0[k], out[k]))));
        }
    }

    private static void add1(double[] out, double factor, double[] row, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = Math.fma(factor, row[k], out[k]);
        }
    }
}
