package xcflow.functional.neural;

/**
 * What a network of exchange in p = s² and α has too much of the second order of slowly varying
 * densities, for blocks of points. One kernel serves one thread.
 *
 * <p>Under the integral of the energy such a density has α = 1 − (20/27) p to this order: of τ's
 * gradient expansion 1 + 5p/27 + 20q/9, by parts q = p/3 (J. W. Furness et al., J. Chem. Phys. 156,
 * 034109 (2022)). So the coefficient of s² in F is that of D = ∂/∂p − (20/27) ∂/∂α. With the
 * network's y and the x that D F = μ asks for, c = D y − x is taken away as c p/(1 + p)², whose D
 * is c in the uniform gas, and which vanishes where s = 0 and in the tails of densities.
 */
final class SlowlyVaryingKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    /** dα/dp of slowly varying densities, with q = p/3. */
    static final double ALPHA_BY_P = -20.0 / 27;

    /** D of the network's inputs. */
    private final double[] inputs;

    private final double excess;
    private final double[] shape = new double[BLOCK];
    private final double[] shapeByP = new double[BLOCK];

    SlowlyVaryingKernel(Factor factor) {
        FactorSpec spec = factor.spec();
        Variables gas = new Variables(BLOCK, false);
        gas.set(0, 1, 0, 0);
        gas.alpha[0] = 1;
        BlockKernel network = new BlockKernel(factor.network());
        double[] byP = new double[BLOCK];
        double[] byAlpha = new double[BLOCK];
        double[] unused = new double[BLOCK];
        inputs = new double[spec.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            Descriptor input = spec.inputs().get(i);
            byP[0] = 0;
            byAlpha[0] = 0;
            input.fill(gas, 1, network.input[i], unused, unused, byP);
            input.fillByAlpha(gas, 1, byAlpha);
            inputs[i] = byP[0] + ALPHA_BY_P * byAlpha[0];
        }
        network.value(1);
        network.gradient(1);
        double found = 0;
        for (int i = 0; i < inputs.length; i++) {
            found += network.gradient[i][0] * inputs[i];
        }
        excess = found - wanted(spec);
    }

    /** D x for D F = μ. The damping 2α/(1 + α) of single orbitals acts like its −ln in x. */
    private static double wanted(FactorSpec spec) {
        double inX = spec.leading().coefficient() / spec.response().slopeAtOne(spec.limit());
        boolean orbital = spec.envelope() == Envelope.SINGLE_ORBITAL_EXCHANGE;
        return orbital ? inX + ALPHA_BY_P / 2 : inX;
    }

    /** Prepares the first {@code n} points. */
    void fill(Variables v, int n) {
        for (int k = 0; k < n; k++) {
            double inverse = 1 / (1 + v.p[k]);
            shape[k] = v.p[k] * inverse * inverse;
            shapeByP[k] = (1 - v.p[k]) * inverse * inverse * inverse;
        }
    }

    /** What is to be subtracted from x at point {@code k}. */
    double value(int k) {
        return excess * shape[k];
    }

    /** Subtracts the derivative from that of x. */
    void subtractDerivatives(double[] xByP, int n) {
        for (int k = 0; k < n; k++) {
            xByP[k] -= excess * shapeByP[k];
        }
    }

    /** Adds what a x + b ∂x/∂p has of the network's gradient in the uniform gas. */
    void addDirection(int k, double a, double b, double[] direction) {
        double factor = a * shape[k] + b * shapeByP[k];
        for (int i = 0; i < inputs.length; i++) {
            direction[i] += factor * inputs[i];
        }
    }
}
