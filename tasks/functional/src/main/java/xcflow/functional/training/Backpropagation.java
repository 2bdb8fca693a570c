package xcflow.functional.training;

import java.util.Arrays;
import xcflow.functional.neural.Network;

/**
 * Derivatives of a network's output, and of its directional input derivatives, with respect to the
 * parameters, one point at a time. One object serves one thread.
 *
 * <p>For a seed (A, V) it finds ∂/∂θ of A y + Σ_i V_i ∂y/∂u_i: the direction V is carried forward
 * through the network as a tangent, and both value and tangent are differentiated backwards.
 */
final class Backpropagation {
    private final Network network;
    private final double[] parameters;

    /** Weights transposed layer by layer, so that all loops run along contiguous numbers. */
    private final double[][] transposed;

    private final double[][] value;
    private final double[][] slope;
    private final double[][] curvature;
    private final double[][] sum;
    private final double[][] sumTangent;
    private final double[][] tangent;
    private double[] adjoint;
    private double[] tangentAdjoint;
    private double[] adjointBelow;
    private double[] tangentAdjointBelow;
    private final double[] input;
    private final int[] weightsAt;

    Backpropagation(Network network) {
        this.network = network;
        this.parameters = network.parameters();
        int depth = network.depth();
        int width = network.width();
        transposed = new double[depth][];
        weightsAt = new int[depth + 1];
        int at = 0;
        for (int layer = 0; layer <= depth; layer++) {
            int fanIn = layer == 0 ? network.inputs() : width;
            weightsAt[layer] = at;
            if (layer < depth) {
                transposed[layer] = new double[fanIn * width];
                for (int i = 0; i < width; i++) {
                    for (int j = 0; j < fanIn; j++) {
                        transposed[layer][j * width + i] = parameters[at + i * fanIn + j];
                    }
                }
            }
            at += (fanIn + 1) * width;
        }
        value = new double[depth][width];
        slope = new double[depth][width];
        curvature = new double[depth][width];
        sum = new double[depth][width];
        sumTangent = new double[depth][width];
        tangent = new double[depth][width];
        adjoint = new double[width];
        tangentAdjoint = new double[width];
        adjointBelow = new double[width];
        tangentAdjointBelow = new double[width];
        input = new double[network.inputs()];
    }

    /** Inputs of a network at the points of a kernel's last evaluation. */
    @FunctionalInterface
    interface Inputs {
        double of(int input, int point);
    }

    /** Sets the inputs to those of point {@code k}. */
    void point(Inputs inputs, int k) {
        for (int i = 0; i < input.length; i++) {
            input[i] = inputs.of(i, k);
        }
        int width = network.width();
        double[] below = input;
        for (int layer = 0; layer < network.depth(); layer++) {
            int biases = weightsAt[layer] + below.length * width;
            System.arraycopy(parameters, biases, sum[layer], 0, width);
            for (int j = 0; j < below.length; j++) {
                add(sum[layer], below[j], transposed[layer], j * width);
            }
            network.activation()
                    .withCurvature(sum[layer], value[layer], slope[layer], curvature[layer], width);
            below = value[layer];
        }
    }

    /**
     * Stores the derivative for a seed at the current point.
     *
     * @param to receives the derivatives from index {@code at} on
     */
    void store(double a, double[] direction, double[] to, int at) {
        Arrays.fill(to, at, at + network.parameterCount(), 0);
        add(a, direction, 1, to, at);
    }

    /** Adds {@code factor} times the derivative for a seed at the current point. */
    void add(double a, double[] direction, double factor, double[] to, int at) {
        forward(direction);
        int depth = network.depth();
        int width = network.width();
        int out = weightsAt[depth];
        double[] top = value[depth - 1];
        double[] topTangent = tangent[depth - 1];
        for (int i = 0; i < width; i++) {
            to[at + out + i] += factor * (a * top[i] + topTangent[i]);
            tangentAdjoint[i] = factor * parameters[out + i];
            adjoint[i] = a * tangentAdjoint[i];
        }
        to[at + out + width] += factor * a;
        for (int layer = depth - 1; layer >= 0; layer--) {
            backThroughActivation(layer);
            backThroughSum(layer, direction, to, at);
        }
    }

    /** The same for a seed without a direction, the derivative of A y. */
    void addValue(double a, double[] to) {
        int depth = network.depth();
        int width = network.width();
        int out = weightsAt[depth];
        add(to, out, a, value[depth - 1], width);
        to[out + width] += a;
        for (int i = 0; i < width; i++) {
            adjoint[i] = a * parameters[out + i];
        }
        for (int layer = depth - 1; layer >= 0; layer--) {
            for (int i = 0; i < width; i++) {
                adjoint[i] *= slope[layer][i];
            }
            double[] below = layer == 0 ? input : value[layer - 1];
            int fanIn = below.length;
            int at = weightsAt[layer];
            Arrays.fill(adjointBelow, 0);
            for (int i = 0; i < width; i++) {
                add(to, at + i * fanIn, adjoint[i], below, fanIn);
                if (layer > 0) {
                    add(adjointBelow, adjoint[i], parameters, at + i * fanIn);
                }
            }
            add(to, at + width * fanIn, 1, adjoint, width);
            double[] swap = adjoint;
            adjoint = adjointBelow;
            adjointBelow = swap;
        }
    }

    private void forward(double[] direction) {
        int width = network.width();
        double[] below = direction;
        for (int layer = 0; layer < network.depth(); layer++) {
            double[] z = sumTangent[layer];
            Arrays.fill(z, 0);
            for (int j = 0; j < below.length; j++) {
                add(z, below[j], transposed[layer], j * width);
            }
            for (int i = 0; i < width; i++) {
                tangent[layer][i] = slope[layer][i] * z[i];
            }
            below = tangent[layer];
        }
    }

    private void backThroughActivation(int layer) {
        double[] f1 = slope[layer];
        double[] f2 = curvature[layer];
        double[] z = sumTangent[layer];
        for (int i = 0; i < f1.length; i++) {
            adjoint[i] = adjoint[i] * f1[i] + tangentAdjoint[i] * z[i] * f2[i];
            tangentAdjoint[i] *= f1[i];
        }
    }

    private void backThroughSum(int layer, double[] direction, double[] to, int origin) {
        int width = network.width();
        double[] below = layer == 0 ? input : value[layer - 1];
        double[] belowTangent = layer == 0 ? direction : tangent[layer - 1];
        int fanIn = below.length;
        int at = weightsAt[layer];
        Arrays.fill(adjointBelow, 0);
        Arrays.fill(tangentAdjointBelow, 0);
        for (int i = 0; i < width; i++) {
            int row = origin + at + i * fanIn;
            add2(to, row, adjoint[i], below, tangentAdjoint[i], belowTangent, fanIn);
            if (layer > 0) {
                add(adjointBelow, adjoint[i], parameters, at + i * fanIn);
                add(tangentAdjointBelow, tangentAdjoint[i], parameters, at + i * fanIn);
            }
        }
        add(to, origin + at + width * fanIn, 1, adjoint, width);
        double[] swap = adjoint;
        adjoint = adjointBelow;
        adjointBelow = swap;
        swap = tangentAdjoint;
        tangentAdjoint = tangentAdjointBelow;
        tangentAdjointBelow = swap;
    }

    private static void add(double[] to, double factor, double[] row, int from) {
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.fma(factor, row[from + i], to[i]);
        }
    }

    private static void add(double[] to, int at, double factor, double[] row, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Math.fma(factor, row[i], to[at + i]);
        }
    }

    private static void add2(
            double[] to, int at, double f0, double[] r0, double f1, double[] r1, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Math.fma(f1, r1[i], Math.fma(f0, r0[i], to[at + i]));
        }
    }
}
