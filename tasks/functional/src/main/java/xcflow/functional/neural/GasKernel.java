package xcflow.functional.neural;

/**
 * Evaluates what is subtracted from the network of a factor with {@link Gate#DIFFERENCE}: the
 * network in the uniform gas of each point's density and polarisation, and where the second order
 * of slowly varying densities is known ({@link Leading}), what the network has too much of it. One
 * kernel serves one thread.
 */
final class GasKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    private final Descriptor[] inputs;
    private final BlockKernel network;
    private final double[][] byRs;
    private final double[][] byZeta;

    /** Derivatives with respect to s, which does not vary. */
    private final double[] unused = new double[BLOCK];

    private final boolean everywhereTheSame;
    private final SlowlyVaryingKernel second;
    private Variables variables;

    GasKernel(Factor factor) {
        inputs = factor.spec().inputs().toArray(Descriptor[]::new);
        network = new BlockKernel(factor.network());
        byRs = new double[inputs.length][BLOCK];
        byZeta = new double[inputs.length][BLOCK];
        everywhereTheSame =
                factor.spec().inputs().stream()
                        .noneMatch(d -> d.dependsOnDensity() || d.dependsOnPolarisation());
        second =
                factor.spec().leading().term() == Leading.Term.SLOWLY_VARYING_EXCHANGE
                        ? new SlowlyVaryingKernel(factor)
                        : null;
    }

    /** Evaluates the network for the first {@code n} points, whose spins are scaled. */
    void fill(Variables v, int n) {
        if (second != null) {
            second.fill(v, n);
        }
        if (variables != null && everywhereTheSame) {
            return;
        }
        if (variables == null || variables.polarised != v.polarised) {
            variables = new Variables(BLOCK, v.polarised);
        }
        int all = everywhereTheSame ? 1 : n;
        variables.setUniform(v, all);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].fill(variables, all, network.input[i], byRs[i], byZeta[i], unused);
        }
        network.value(all);
    }

    /** What is subtracted at point {@code k}. */
    double output(int k) {
        double gas = network.output[everywhereTheSame ? 0 : k];
        return second == null ? gas : gas + second.value(k);
    }

    /** Subtracts the derivatives of {@link #output} from those of x. */
    void subtractDerivatives(double[] xByRs, double[] xByZeta, double[] xByP, int n) {
        if (second != null) {
            second.subtractDerivatives(xByP, n);
        }
        if (everywhereTheSame) {
            return;
        }
        network.gradient(n);
        for (int i = 0; i < inputs.length; i++) {
            double[] slope = network.gradient[i];
            if (inputs[i].dependsOnDensity()) {
                for (int k = 0; k < n; k++) {
                    xByRs[k] -= slope[k] * byRs[i][k];
                }
            }
            if (variables.polarised && inputs[i].dependsOnPolarisation()) {
                for (int k = 0; k < n; k++) {
                    xByZeta[k] -= slope[k] * byZeta[i][k];
                }
            }
        }
    }

    /** Input {@code i} of the network at point {@code k}. */
    double input(int i, int k) {
        return network.input[i][everywhereTheSame ? 0 : k];
    }

    /** Whether {@link #output} itself depends on the network's gradient. */
    boolean dependsOnGradient() {
        return second != null;
    }

    /**
     * The part of {@link FactorKernel#pullBackGas} that concerns the network's gradient.
     *
     * @param byX A of the pull back
     * @param slope dF/dx
     * @param direction receives V [inputs]
     */
    void pullBack(int k, double byX, double slope, double[] c, int at, double[] direction) {
        for (int i = 0; i < inputs.length; i++) {
            direction[i] =
                    everywhereTheSame
                            ? 0
                            : -slope * (c[at + 1] * byRs[i][k] + c[at + 2] * byZeta[i][k]);
        }
        if (second != null) {
            second.addDirection(k, -byX, -slope * c[at + 3], direction);
        }
    }
}
