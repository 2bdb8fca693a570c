package xcflow.functional.neural;

import java.util.Arrays;

/**
 * Evaluates a network and its input derivatives for a block of points at once.
 *
 * <p>Each neuron has an array of its own over the points of the block. Two neurons together take up
 * two of the layer below in one loop: in this form the compiler vectorises the loops, and every
 * number that is read serves twice. Every point is computed by the same operations wherever it
 * stands in a block. One kernel serves one thread.
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
    private final double[] other = new double[SIZE];

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
            double[][] slope = slopes[layer];
            double[][] w = weights[layer];
            double[] bias = biases[layer];
            int neuron = 0;
            for (; neuron + 2 <= value.length; neuron += 2) {
                weightedSums(
                        w[neuron],
                        bias[neuron],
                        sum,
                        w[neuron + 1],
                        bias[neuron + 1],
                        other,
                        below,
                        n);
                network.activation().apply(sum, value[neuron], slope[neuron], n);
                network.activation().apply(other, value[neuron + 1], slope[neuron + 1], n);
            }
            if (neuron < value.length) {
                weightedSum(w[neuron], below, bias[neuron], sum, n);
                network.activation().apply(sum, value[neuron], slope[neuron], n);
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
            double[][] w = transposed[layer];
            int neuron = 0;
            for (; neuron + 2 <= w.length; neuron += 2) {
                weightedSums(w[neuron], 0, sum, w[neuron + 1], 0, other, above, n);
                multiply(sum, below[neuron], n);
                multiply(other, below[neuron + 1], n);
            }
            if (neuron < w.length) {
                weightedSum(w[neuron], above, 0, sum, n);
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

    /** As {@link #weightedSum} for two sums of the same rows, with the same bits. */
    private static void weightedSums(
            double[] factors,
            double constant,
            double[] out,
            double[] others,
            double otherConstant,
            double[] otherOut,
            double[][] rows,
            int n) {
        Arrays.fill(out, 0, n, constant);
        Arrays.fill(otherOut, 0, n, otherConstant);
        int j = 0;
        for (; j + 2 <= factors.length; j += 2) {
            add2(
                    out,
                    factors[j],
                    factors[j + 1],
                    otherOut,
                    others[j],
                    others[j + 1],
                    rows[j],
                    rows[j + 1],
                    n);
        }
        if (j < factors.length) {
            add1(out, factors[j], rows[j], n);
            add1(otherOut, others[j], rows[j], n);
        }
    }

    private static void add2(
            double[] out,
            double f0,
            double f1,
            double[] otherOut,
            double g0,
            double g1,
            double[] r0,
            double[] r1,
            int n) {
        for (int k = 0; k < n; k++) {
            double a = r0[k];
            double b = r1[k];
            double sum = out[k];
            double other = otherOut[k];
            out[k] = Math.fma(f1, b, Math.fma(f0, a, sum));
            otherOut[k] = Math.fma(g1, b, Math.fma(g0, a, other));
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
