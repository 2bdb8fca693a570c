package xcflow.functional.neural;

/**
 * Multiplies the response of a factor by its {@link Envelope} for blocks of points. One kernel
 * serves one thread.
 */
final class EnvelopeKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    private final Envelope envelope;
    private final double[] response = new double[BLOCK];
    private final double[] responseSlope = new double[BLOCK];
    private final double[] w = new double[BLOCK];
    private final double[] byZeta = new double[BLOCK];
    private final double[] byP = new double[BLOCK];
    private final double[] byAlpha = new double[BLOCK];

    EnvelopeKernel(Envelope envelope) {
        this.envelope = envelope;
    }

    /** Turns the response R and its slope dR/dx into W R and W dR/dx. */
    void multiply(Variables v, int n, double[] f, double[] slope) {
        envelope.fill(v, n, w, byZeta, byP, byAlpha);
        for (int k = 0; k < n; k++) {
            response[k] = f[k];
            responseSlope[k] = slope[k];
            f[k] *= w[k];
            slope[k] *= w[k];
        }
    }

    /** After {@link #multiply}: adds what follows from the derivatives of W. */
    void addDerivatives(double[] fByZeta, double[] fByP, double[] fByAlpha, int n) {
        for (int k = 0; k < n; k++) {
            fByZeta[k] += byZeta[k] * response[k];
            fByP[k] += byP[k] * response[k];
            fByAlpha[k] += byAlpha[k] * response[k];
        }
    }

    /** R at point {@code k}. */
    double response(int k) {
        return response[k];
    }

    /** dR/dx at point {@code k}. */
    double slope(int k) {
        return responseSlope[k];
    }

    /** W at point {@code k}. */
    double value(int k) {
        return w[k];
    }

    /** β_ζ ∂W/∂ζ + β_p ∂W/∂p + β_α ∂W/∂α at point {@code k}. */
    double along(int k, double betaZeta, double betaP, double betaAlpha) {
        return betaZeta * byZeta[k] + betaP * byP[k] + betaAlpha * byAlpha[k];
    }
}
