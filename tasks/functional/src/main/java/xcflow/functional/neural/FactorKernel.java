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
    private final LeadingKernel leading;
    private final double[] x = new double[BLOCK];
    private final double[] damping = new double[BLOCK];
    private final double[] slope = new double[BLOCK];
    private final double[] xByRs = new double[BLOCK];
    private final double[] xByZeta = new double[BLOCK];
    private final double[] xByP = new double[BLOCK];
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
        leading = spec.leading().isNone() ? null : new LeadingKernel(spec);
    }

    /**
     * Evaluates the first {@code n} points.
     *
     * @param n at most {@link #BLOCK}
     */
    public void evaluate(Variables v, int n) {
        value(v, n);
        network.gradient(n);
        for (int k = 0; k < n; k++) {
            xByP[k] = gateByP[k] * network.output[k];
            xByRs[k] = gateByRs[k] * network.output[k];
            xByZeta[k] = 0;
        }
        if (leading != null) {
            leading.addDerivatives(xByRs, xByZeta, xByP, n);
        }
        if (spec.damped()) {
            for (int k = 0; k < n; k++) {
                xByP[k] -= 2 / (1 + v.p[k]);
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].dependsOnGradient()) {
                chain(network.gradient[i], inputByP[i], xByP, n);
            }
            if (inputs[i].dependsOnDensity()) {
                chain(network.gradient[i], inputByRs[i], xByRs, n);
            }
            if (v.polarised && inputs[i].dependsOnPolarisation()) {
                chain(network.gradient[i], inputByZeta[i], xByZeta, n);
            }
        }
        for (int k = 0; k < n; k++) {
            byRs[k] = slope[k] * xByRs[k];
            byZeta[k] = slope[k] * xByZeta[k];
            byP[k] = slope[k] * xByP[k];
        }
    }

    /** Evaluates F alone: derivatives at the first {@code n} points are left undefined. */
    void value(Variables v, int n) {
        if (v.polarised) {
            v.scaleSpins(n);
        }
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].fill(v, n, network.input[i], inputByRs[i], inputByZeta[i], inputByP[i]);
        }
        network.value(n);
        spec.gate().fill(v, n, gate, gateByRs, gateByP);
        if (leading != null) {
            leading.fill(v, n);
            leading.narrow(gate, gateByRs, gateByP, n);
        }
        for (int k = 0; k < n; k++) {
            x[k] = gate[k] * network.output[k];
        }
        if (leading != null) {
            leading.addValue(x, n);
        }
        if (spec.damped()) {
            for (int k = 0; k < n; k++) {
                double onePlusP = 1 + v.p[k];
                damping[k] = onePlusP * onePlusP;
            }
        }
        spec.response().apply(x, damping, spec.limit(), f, slope, n);
    }

    /**
     * Reduces the change of a combination of F and its derivatives at point {@code k}, brought
     * about by a change of the weights, to one of the network's output y and its inputs: with the
     * numbers given here
     *
     * <pre>α δF + β_rs δF_rs + β_ζ δF_ζ + β_p δF_p = A δy + Σ_i V_i δ(∂y/∂input_i).</pre>
     *
     * @param direction receives V [inputs]
     * @return A
     */
    public double pullBack(
            int k, double alpha, double betaRs, double betaZeta, double betaP, double[] direction) {
        double curvature = spec.response().curvature(f[k], slope[k], spec.limit());
        double alongX = betaRs * xByRs[k] + betaZeta * xByZeta[k] + betaP * xByP[k];
        double alongGate = betaRs * gateByRs[k] + betaP * gateByP[k];
        double sum = (alpha * slope[k] + curvature * alongX) * gate[k] + slope[k] * alongGate;
        for (int i = 0; i < inputs.length; i++) {
            direction[i] =
                    slope[k]
                            * gate[k]
                            * (betaRs * inputByRs[i][k]
                                    + betaZeta * inputByZeta[i][k]
                                    + betaP * inputByP[i][k]);
        }
        return sum;
    }

    /** Input {@code i} of the network at point {@code k} of the last evaluation. */
    public double input(int i, int k) {
        return network.input[i][k];
    }

    /** Gate at point {@code k} of the last evaluation. */
    public double gate(int k) {
        return gate[k];
    }

    /** Adds g · ∂network/∂input · ∂input/∂variable to ∂x/∂variable. */
    private void chain(double[] byInput, double[] inputSlope, double[] sum, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] = Math.fma(gate[k] * byInput[k], inputSlope[k], sum[k]);
        }
    }
}
