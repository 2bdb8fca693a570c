package xcflow.functional.neural;

import java.util.Arrays;

/**
 * Evaluates a {@link Factor} and its derivatives for blocks of points. One kernel serves one
 * thread.
 */
public final class FactorKernel {
    /** Largest number of points in one call of {@link #evaluate}. */
    public static final int BLOCK = BlockKernel.SIZE;

    private final FactorSpec spec;
    private final Descriptor[] inputs;
    private final double[][] inputByRs;
    private final double[][] inputByZeta;
    private final double[][] inputByP;
    private final double[] gate = new double[BLOCK];
    private final double[] gateByRs = new double[BLOCK];
    private final double[] gateByP = new double[BLOCK];
    private final double[] x = new double[BLOCK];
    private final double[] damping = new double[BLOCK];
    private final double[] slope = new double[BLOCK];
    private final BlockKernel network;

    /** F of each point. */
    public final double[] f = new double[BLOCK];

    /** ∂F/∂r_s of each point. */
    public final double[] byRs = new double[BLOCK];

    /** ∂F/∂ζ of each point. */
    public final double[] byZeta = new double[BLOCK];

    /** ∂F/∂p of each point. */
    public final double[] byP = new double[BLOCK];

    public FactorKernel(Factor factor) {
        spec = factor.spec();
        inputs = spec.inputs().toArray(Descriptor[]::new);
        inputByRs = new double[inputs.length][BLOCK];
        inputByZeta = new double[inputs.length][BLOCK];
        inputByP = new double[inputs.length][BLOCK];
        Arrays.fill(damping, 1);
        network = new BlockKernel(factor.network());
    }

    /**
     * Evaluates the first {@code n} points.
     *
     * @param n at most {@link #BLOCK}
     */
    public void evaluate(Variables v, int n) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].fill(v, n, network.input[i], inputByRs[i], inputByZeta[i], inputByP[i]);
        }
        network.value(n);
        network.gradient(n);
        spec.gate().fill(v, n, gate, gateByRs, gateByP);
        for (int k = 0; k < n; k++) {
            x[k] = gate[k] * network.output[k];
            byP[k] = gateByP[k] * network.output[k];
            byRs[k] = gateByRs[k] * network.output[k];
            byZeta[k] = 0;
        }
        if (spec.damped()) {
            for (int k = 0; k < n; k++) {
                double onePlusP = 1 + v.p[k];
                damping[k] = onePlusP * onePlusP;
                byP[k] -= 2 / onePlusP;
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            chain(network.gradient[i], inputByP[i], byP, n);
            if (inputs[i].dependsOnDensity()) {
                chain(network.gradient[i], inputByRs[i], byRs, n);
            }
            if (v.polarised && inputs[i].dependsOnPolarisation()) {
                chain(network.gradient[i], inputByZeta[i], byZeta, n);
            }
        }
        spec.response().apply(x, damping, spec.limit(), f, slope, n);
        for (int k = 0; k < n; k++) {
            byRs[k] *= slope[k];
            byZeta[k] *= slope[k];
            byP[k] *= slope[k];
        }
    }

    /** Adds g · ∂network/∂input · ∂input/∂variable to ∂x/∂variable. */
    private void chain(double[] byInput, double[] inputSlope, double[] sum, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] = Math.fma(gate[k] * byInput[k], inputSlope[k], sum[k]);
        }
    }
}
