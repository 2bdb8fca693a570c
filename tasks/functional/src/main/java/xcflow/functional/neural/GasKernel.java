package xcflow.functional.neural;

/**
 * Evaluates the network of a factor with {@link Gate#DIFFERENCE} in the uniform gas of each point's
 * density and polarisation. One kernel serves one thread.
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
    private Variables variables;

    GasKernel(Factor factor) {
        inputs = factor.spec().inputs().toArray(Descriptor[]::new);
        network = new BlockKernel(factor.network());
        byRs = new double[inputs.length][BLOCK];
        byZeta = new double[inputs.length][BLOCK];
        everywhereTheSame =
                factor.spec().inputs().stream()
                        .noneMatch(d -> d.dependsOnDensity() || d.dependsOnPolarisation());
    }

    /** Evaluates the network for the first {@code n} points, whose spins are scaled. */
    void fill(Variables v, int n) {
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

    /** The network's output at point {@code k}. */
    double output(int k) {
        return network.output[everywhereTheSame ? 0 : k];
    }

    /** Subtracts the derivatives of the network from those of x. */
    void subtractDerivatives(double[] xByRs, double[] xByZeta, int n) {
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

    /** β_rs ∂input/∂r_s + β_ζ ∂input/∂ζ of input {@code i} at point {@code k}. */
    double along(int i, int k, double betaRs, double betaZeta) {
        return everywhereTheSame ? 0 : betaRs * byRs[i][k] + betaZeta * byZeta[i][k];
    }
}
