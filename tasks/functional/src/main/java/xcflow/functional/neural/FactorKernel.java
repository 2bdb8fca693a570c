package xcflow.functional.neural;

import java.util.Arrays;

/**
 * Evaluates a {@link Factor} and its derivatives for blocks of points. One kernel serves one
 * thread.
 */
public final class FactorKernel {
    /** Largest number of points in one call of {@link #evaluate}. */
    public static final int BLOCK = BlockKernel.SIZE;

    /**
     * Numbers of a combination α F + β_rs F_rs + β_ζ F_ζ + β_p F_p + β_α F_α + β_q F_q + β_d F_d,
     * in this order.
     */
    public static final int COMBINATION = 7;

    private final FactorSpec spec;
    private final Descriptor[] inputs;
    private final boolean kinetic;
    private final boolean spins;
    private final double[][] inputByRs;
    private final double[][] inputByZeta;
    private final double[][] inputByP;
    private final double[][] inputByAlpha;
    private final double[][] inputBySum;
    private final double[][] inputByDifference;
    private final double[] gate = new double[BLOCK];
    private final double[] gateByRs = new double[BLOCK];
    private final double[] gateByP = new double[BLOCK];
    private final double[] gateBySum = new double[BLOCK];
    private final LeadingKernel leading;
    private final double[] x = new double[BLOCK];
    private final double[] damping = new double[BLOCK];
    private final double[] slope = new double[BLOCK];
    private final double[] xByRs = new double[BLOCK];
    private final double[] xByZeta = new double[BLOCK];
    private final double[] xByP = new double[BLOCK];
    private final double[] xByAlpha = new double[BLOCK];
    private final double[] xBySum = new double[BLOCK];
    private final double[] xByDifference = new double[BLOCK];
    private final EnvelopeKernel envelope;
    private final SingleOrbitalKernel orbital;
    private final BlockKernel network;

    /** The network in the uniform gas, which is subtracted; null if nothing is. */
    private final GasKernel gas;

    /** F of each point. */
    public final double[] f = new double[BLOCK];

    /** ∂F/∂r_s of each point. */
    public final double[] byRs = new double[BLOCK];

    /** ∂F/∂ζ of each point. */
    public final double[] byZeta = new double[BLOCK];

    /** ∂F/∂p of each point. */
    public final double[] byP = new double[BLOCK];

    /** ∂F/∂α of each point; zero if F does not depend on it. */
    public final double[] byAlpha = new double[BLOCK];

    /**
     * ∂F/∂q of each point; zero if F does not depend on the spins' gradients, and contained in
     * ∂F/∂p where densities are unpolarised, whose q is p.
     */
    public final double[] bySum = new double[BLOCK];

    /** ∂F/∂d of each point; zero if F does not depend on the spins' gradients. */
    public final double[] byDifference = new double[BLOCK];

    public FactorKernel(Factor factor) {
        spec = factor.spec();
        inputs = spec.inputs().toArray(Descriptor[]::new);
        inputByRs = new double[inputs.length][BLOCK];
        inputByZeta = new double[inputs.length][BLOCK];
        inputByP = new double[inputs.length][BLOCK];
        kinetic = spec.dependsOnKineticEnergy();
        inputByAlpha = kinetic ? new double[inputs.length][BLOCK] : null;
        spins = spec.dependsOnSpinGradients();
        inputBySum = spins ? new double[inputs.length][BLOCK] : null;
        inputByDifference = spins ? new double[inputs.length][BLOCK] : null;
        Arrays.fill(damping, 1);
        network = new BlockKernel(factor.network());
        leading = spec.leading().isSummand() ? new LeadingKernel(spec) : null;
        gas = spec.gate() == Gate.DIFFERENCE ? new GasKernel(factor) : null;
        envelope = spec.envelope().isNone() ? null : new EnvelopeKernel(spec.envelope());
        orbital =
                spec.envelope() == Envelope.SINGLE_ORBITAL_EXCHANGE
                        ? new SingleOrbitalKernel(spec.limit())
                        : null;
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
            double power = spec.damping();
            for (int k = 0; k < n; k++) {
                xByP[k] -= power / (1 + v.p[k]);
            }
        }
        if (gas != null) {
            gas.subtractDerivatives(xByRs, xByZeta, xByP, n);
        }
        chain(v, n);
        for (int k = 0; k < n; k++) {
            byRs[k] = slope[k] * xByRs[k];
            byZeta[k] = slope[k] * xByZeta[k];
            byP[k] = slope[k] * xByP[k];
        }
        if (kinetic) {
            for (int k = 0; k < n; k++) {
                byAlpha[k] = slope[k] * xByAlpha[k];
            }
        }
        if (spins) {
            for (int k = 0; k < n; k++) {
                bySum[k] = slope[k] * xBySum[k];
                byDifference[k] = slope[k] * xByDifference[k];
            }
        }
        if (orbital != null) {
            for (int k = 0; k < n; k++) {
                byAlpha[k] += envelope.value(k) * orbital.slope(k);
            }
        }
        if (envelope != null) {
            envelope.addDerivatives(byZeta, byP, byAlpha, n);
        }
        if (spins && !v.polarised) {
            for (int k = 0; k < n; k++) {
                byP[k] += bySum[k];
                bySum[k] = 0;
            }
        }
    }

    private void chain(Variables v, int n) {
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
        if (kinetic) {
            Arrays.fill(xByAlpha, 0, n, 0);
            for (int i = 0; i < inputs.length; i++) {
                if (inputs[i].dependsOnKineticEnergy()) {
                    chain(network.gradient[i], inputByAlpha[i], xByAlpha, n);
                }
            }
        }
        if (spins) {
            chainSpins(n);
        }
    }

    private void chainSpins(int n) {
        for (int k = 0; k < n; k++) {
            xBySum[k] = gateBySum[k] * network.output[k];
            xByDifference[k] = 0;
        }
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].dependsOnSpinGradients()) {
                chain(network.gradient[i], inputBySum[i], xBySum, n);
                chain(network.gradient[i], inputByDifference[i], xByDifference, n);
            }
        }
    }

    /** Evaluates F alone: derivatives at the first {@code n} points are left undefined. */
    void value(Variables v, int n) {
        if (v.polarised) {
            v.scaleSpins(n);
        }
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].fill(v, n, network.input[i], inputByRs[i], inputByZeta[i], inputByP[i]);
            if (kinetic) {
                inputs[i].fillByAlpha(v, n, inputByAlpha[i]);
            }
            if (spins) {
                inputs[i].fillBySpins(v, n, inputBySum[i], inputByDifference[i]);
            }
        }
        network.value(n);
        spec.gate().fill(v, n, gate, gateByRs, gateByP);
        if (spins) {
            spec.gate().fillBySpins(v, n, gateBySum);
        }
        if (leading != null) {
            leading.fill(v, n);
            leading.narrow(gate, gateByRs, gateByP, n);
        }
        for (int k = 0; k < n; k++) {
            x[k] = gate[k] * network.output[k];
        }
        if (gas != null) {
            gas.fill(v, n);
            for (int k = 0; k < n; k++) {
                x[k] -= gas.output(k);
            }
        }
        if (leading != null) {
            leading.addValue(x, n);
        }
        if (spec.damped()) {
            damp(v, n);
        }
        if (orbital != null) {
            orbital.damp(v, n, damping);
        }
        spec.response().apply(x, damping, spec.limit(), f, slope, n);
        if (orbital != null) {
            orbital.fill(v, n, x, f);
        }
        if (envelope != null) {
            envelope.multiply(v, n, f, slope);
        }
    }

    private void damp(Variables v, int n) {
        boolean root = spec.damping() == 0.25;
        for (int k = 0; k < n; k++) {
            double onePlusP = 1 + v.p[k];
            damping[k] = root ? Math.sqrt(Math.sqrt(onePlusP)) : onePlusP * onePlusP;
        }
    }

    /**
     * Reduces the change of a combination of F and its derivatives at point {@code k}, brought
     * about by a change of the weights, to one of the network's output y and its inputs: with the
     * numbers given here
     *
     * <pre>α δF + β_rs δF_rs + β_ζ δF_ζ + β_p δF_p + β_α δF_α + β_q δF_q + β_d δF_d
     *     = A δy + Σ_i V_i δ(∂y/∂input_i).</pre>
     *
     * @param c holds α, β_rs, β_ζ, β_p, β_α, β_q, β_d from index {@code at} on
     * @param direction receives V [inputs]
     * @return A
     */
    public double pullBack(int k, double[] c, int at, double[] direction) {
        double betaRs = c[at + 1];
        double betaZeta = c[at + 2];
        double betaP = c[at + 3];
        double alongGate = betaRs * gateByRs[k] + betaP * gateByP[k];
        if (spins) {
            alongGate += c[at + 5] * gateBySum[k];
        }
        for (int i = 0; i < inputs.length; i++) {
            double along =
                    betaRs * inputByRs[i][k]
                            + betaZeta * inputByZeta[i][k]
                            + betaP * inputByP[i][k];
            if (kinetic) {
                along += c[at + 4] * inputByAlpha[i][k];
            }
            if (spins) {
                along += c[at + 5] * inputBySum[i][k] + c[at + 6] * inputByDifference[i][k];
            }
            direction[i] = slope[k] * gate[k] * along;
        }
        return byX(k, c, at) * gate[k] + slope[k] * alongGate;
    }

    /** The derivative of the combination with respect to x at fixed derivatives of x. */
    private double byX(int k, double[] c, int at) {
        double alongX = c[at + 1] * xByRs[k] + c[at + 2] * xByZeta[k] + c[at + 3] * xByP[k];
        if (kinetic) {
            alongX += c[at + 4] * xByAlpha[k];
        }
        if (spins) {
            alongX += c[at + 5] * xBySum[k] + c[at + 6] * xByDifference[k];
        }
        if (envelope == null) {
            double curvature = spec.response().curvature(f[k], slope[k], spec.limit());
            return c[at] * slope[k] + curvature * alongX;
        }
        double w = envelope.value(k);
        double unit = envelope.slope(k);
        double curvature = spec.response().curvature(envelope.response(k), unit, spec.limit());
        double alongEnvelope = envelope.along(k, c[at + 2], c[at + 3], c[at + 4]);
        double alongOrbital = orbital == null ? 0 : c[at + 4] * orbital.curvature(k);
        return (c[at] * w + alongEnvelope) * unit + w * (curvature * alongX + alongOrbital);
    }

    /**
     * As {@link #pullBack} for the network in the uniform gas, of factors with {@link
     * Gate#DIFFERENCE}.
     */
    public double pullBackGas(int k, double[] c, int at, double[] direction) {
        double byX = byX(k, c, at);
        gas.pullBack(k, byX, slope[k], c, at, direction);
        return -byX;
    }

    /** Whether the network in the uniform gas is subtracted. */
    public boolean subtractsGas() {
        return gas != null;
    }

    /** Whether F itself depends on the network's gradient in the uniform gas. */
    public boolean subtractsGasGradient() {
        return gas.dependsOnGradient();
    }

    /** Input {@code i} of the network in the uniform gas at point {@code k}. */
    public double gasInput(int i, int k) {
        return gas.input(i, k);
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
