package xcflow.functional.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.FactorKernel;
import xcflow.numerics.Workers;

/**
 * The cloning loss of one factor as a sum of squares. The rows are those of the pointwise samples,
 * then one for each system, its integrated energy.
 *
 * <p>Work is divided into blocks of points that are the same for any number of threads, and sums
 * over blocks are taken in their order.
 */
final class FactorProblem implements LeastSquares {
    private final Factor shape;
    private final List<Samples> pointwise;
    private final int pointRows;
    private final Samples integrated;
    private final double[] systemWeight;
    private final List<Run> runs;
    private final Workers workers;

    /** Consecutive samples of one block that belong to one system. */
    private record Run(int block, int from, int to, int system) {}

    /**
     * @param shape factor whose weights are sought
     * @param pointwise samples whose rows are compared one by one
     * @param integrated samples whose single row is summed over each system
     * @param owner system of each sample of {@code integrated}
     * @param systemWeight square root of the weight of each system's sum
     */
    FactorProblem(
            Factor shape,
            List<Samples> pointwise,
            Samples integrated,
            int[] owner,
            double[] systemWeight,
            Workers workers) {
        this.shape = shape;
        this.pointwise = List.copyOf(pointwise);
        this.pointRows = pointwise.stream().mapToInt(s -> s.size() * s.rows()).sum();
        this.integrated = integrated;
        this.systemWeight = systemWeight.clone();
        this.workers = workers;
        this.runs = runs(integrated, owner);
    }

    private static List<Run> runs(Samples samples, int[] owner) {
        var runs = new ArrayList<Run>();
        for (int start = 0; start < samples.size(); ) {
            int block = start / FactorKernel.BLOCK;
            int limit = Math.min(samples.size(), (block + 1) * FactorKernel.BLOCK);
            int end = start + 1;
            while (end < limit && owner[end] == owner[start]) {
                end++;
            }
            runs.add(new Run(block, start, end, owner[start]));
            start = end;
        }
        return runs;
    }

    @Override
    public int parameters() {
        return shape.network().parameterCount();
    }

    @Override
    public int rows() {
        return pointRows + systemWeight.length;
    }

    /** Number of rows before those of the systems. */
    int pointRows() {
        return pointRows;
    }

    @Override
    public void deviations(double[] theta, double[] r) {
        var factor = shape.withParameters(theta);
        int at = 0;
        for (Samples samples : pointwise) {
            int start = at;
            workers.forEach(
                    samples.blocks(),
                    () -> new FactorKernel(factor),
                    (kernel, block) -> deviations(samples, block, kernel, r, start));
            at += samples.size() * samples.rows();
        }
        double[] each = new double[integrated.size()];
        workers.forEach(
                integrated.blocks(),
                () -> new FactorKernel(factor),
                (kernel, block) -> deviations(integrated, block, kernel, each, 0));
        Arrays.fill(r, pointRows, rows(), 0);
        for (Run run : runs) {
            double sum = 0;
            for (int i = run.from; i < run.to; i++) {
                sum += each[i];
            }
            r[pointRows + run.system] += systemWeight[run.system] * sum;
        }
    }

    private static void deviations(
            Samples samples, int block, FactorKernel kernel, double[] r, int start) {
        int n = samples.pointsIn(block);
        kernel.evaluate(samples.block(block), n);
        for (int k = 0; k < n; k++) {
            int point = block * FactorKernel.BLOCK + k;
            for (int row = 0; row < samples.rows(); row++) {
                r[start + point * samples.rows() + row] = samples.deviation(point, row, kernel);
            }
        }
    }

    @Override
    public void jacobian(double[] theta, double[] r, double[] jacobian) {
        deviations(theta, r);
        var factor = shape.withParameters(theta);
        int p = parameters();
        int at = 0;
        for (Samples samples : pointwise) {
            int start = at;
            workers.forEach(
                    samples.blocks(),
                    () -> new Scratch(factor),
                    (scratch, block) -> {
                        scratch.evaluate(samples, block);
                        for (int k = 0; k < samples.pointsIn(block); k++) {
                            scratch.point(k);
                            int point = block * FactorKernel.BLOCK + k;
                            for (int row = 0; row < samples.rows(); row++) {
                                int to = start + point * samples.rows() + row;
                                scratch.store(
                                        samples, point, row, jacobian, Math.multiplyExact(to, p));
                            }
                        }
                    });
            at += samples.size() * samples.rows();
        }
        double[] sums = systemGradients(factor);
        System.arraycopy(sums, 0, jacobian, pointRows * p, sums.length);
    }

    @Override
    public double gradient(double[] theta, double[] r, double[] gradient) {
        deviations(theta, r);
        var factor = shape.withParameters(theta);
        int p = parameters();
        Arrays.fill(gradient, 0);
        int at = 0;
        for (Samples samples : pointwise) {
            int start = at;
            double[] partial = new double[samples.blocks() * p];
            workers.forEach(
                    samples.blocks(),
                    () -> new Scratch(factor),
                    (scratch, block) -> {
                        scratch.evaluate(samples, block);
                        for (int k = 0; k < samples.pointsIn(block); k++) {
                            int point = block * FactorKernel.BLOCK + k;
                            scratch.point(k);
                            int from = start + point * samples.rows();
                            scratch.addAll(samples, point, r, from, partial, block * p);
                        }
                    });
            for (int block = 0; block < samples.blocks(); block++) {
                addScaled(gradient, 1, partial, block * p);
            }
            at += samples.size() * samples.rows();
        }
        double[] sums = systemGradients(factor);
        for (int s = 0; s < systemWeight.length; s++) {
            addScaled(gradient, r[pointRows + s], sums, s * p);
        }
        double loss = 0;
        for (int i = 0; i < rows(); i++) {
            loss += r[i] * r[i];
        }
        return loss;
    }

    /** Derivatives of the systems' rows [systems × parameters]. */
    private double[] systemGradients(Factor factor) {
        int p = parameters();
        double[][] partial = new double[runs.size()][];
        workers.forEach(
                runs.size(),
                () -> new Scratch(factor),
                (scratch, index) -> {
                    var run = runs.get(index);
                    double[] sum = new double[p];
                    scratch.evaluate(integrated, run.block);
                    for (int i = run.from; i < run.to; i++) {
                        scratch.point(i % FactorKernel.BLOCK);
                        scratch.addValue(integrated, i, sum);
                    }
                    partial[index] = sum;
                });
        double[] sums = new double[systemWeight.length * p];
        for (int index = 0; index < partial.length; index++) {
            int system = runs.get(index).system;
            for (int i = 0; i < p; i++) {
                sums[system * p + i] += systemWeight[system] * partial[index][i];
            }
        }
        return sums;
    }

    private static void addScaled(double[] to, double factor, double[] from, int at) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[at + i];
        }
    }

    /** Kernels of one thread for given weights. */
    private static final class Scratch {
        final FactorKernel kernel;
        final Backpropagation network;

        /** The network in the uniform gas; null if it is not subtracted. */
        final Backpropagation gas;

        final double[] direction;

        Scratch(Factor factor) {
            kernel = new FactorKernel(factor);
            network = new Backpropagation(factor.network());
            gas = kernel.subtractsGas() ? new Backpropagation(factor.network()) : null;
            direction = new double[factor.network().inputs()];
        }

        void evaluate(Samples samples, int block) {
            kernel.evaluate(samples.block(block), samples.pointsIn(block));
        }

        void point(int k) {
            network.point(kernel::input, k);
            if (gas != null) {
                gas.point(kernel::gasInput, k);
            }
        }

        /** Stores the derivative of one row. */
        void store(Samples samples, int point, int row, double[] to, int toAt) {
            network.store(
                    seed(samples.coefficients, samples.at(point, row), point), direction, to, toAt);
            addGas(samples.coefficients, samples.at(point, row), point, to, toAt);
        }

        /** Adds the derivative of the sum of all rows of a point, each times its deviation r. */
        void addAll(Samples samples, int point, double[] r, int from, double[] to, int toAt) {
            double[] sum = new double[FactorKernel.COMBINATION];
            for (int row = 0; row < samples.rows(); row++) {
                int at = samples.at(point, row);
                for (int q = 0; q < sum.length; q++) {
                    sum[q] += r[from + row] * samples.coefficients[at + q];
                }
            }
            network.add(seed(sum, 0, point), direction, 1, to, toAt);
            addGas(sum, 0, point, to, toAt);
        }

        /** Adds the derivative of the only row of a point, which has no derivatives of F. */
        void addValue(Samples samples, int point, double[] to) {
            int at = samples.at(point, 0);
            network.addValue(seed(samples.coefficients, at, point), to);
            if (gas != null && kernel.subtractsGasGradient()) {
                addGas(samples.coefficients, at, point, to, 0);
            } else if (gas != null) {
                int k = point % FactorKernel.BLOCK;
                gas.addValue(kernel.pullBackGas(k, samples.coefficients, at, direction), to);
            }
        }

        private void addGas(double[] c, int at, int point, double[] to, int toAt) {
            if (gas != null) {
                double a = kernel.pullBackGas(point % FactorKernel.BLOCK, c, at, direction);
                gas.add(a, direction, 1, to, toAt);
            }
        }

        /** Seed of a combination; its direction is left in {@link #direction}. */
        private double seed(double[] c, int at, int point) {
            return kernel.pullBack(point % FactorKernel.BLOCK, c, at, direction);
        }
    }
}
