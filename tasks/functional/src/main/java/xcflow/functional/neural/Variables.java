package xcflow.functional.neural;

import xcflow.functional.reference.CorrelatedGas;
import xcflow.numerics.CubeRoot;

/**
 * The variables that a neural factor depends on, for a block of points: r_s, ζ, p = s², the square
 * of the reduced gradient s = |∇ρ| / (2 (3π²)^{1/3} ρ^{4/3}), and for meta-GGAs the {@link
 * IsoOrbital} indicator α.
 *
 * <p>p instead of s keeps everything differentiable at s = 0.
 */
public final class Variables {
    /** Squares of gradients are not told apart beyond this. */
    private static final double LARGEST = 1e30;

    private static final double SPIN_RANGE = 1 - Math.pow(2, -1.0 / 3);

    /** Wigner-Seitz radius in bohr. */
    public final double[] rs;

    /** Relative spin polarisation. */
    public final double[] zeta;

    /** 1 + ζ and 1 − ζ, without cancellation. */
    final double[] onePlusZeta;

    final double[] oneMinusZeta;

    /** Square of the reduced gradient. */
    public final double[] p;

    /**
     * q = 2 (p↑↑ + p↓↓), the sum of what the gradients of the spins by themselves give for p; p
     * itself unless set otherwise.
     */
    public final double[] spinSum;

    /** d = 2 (p↑↑ − p↓↓); zero unless set otherwise. */
    public final double[] spinDifference;

    /** Iso-orbital indicator; zero where nothing depends on it. */
    public final double[] alpha;

    /** √r_s. */
    final double[] rootRs;

    /** (1 − φ)/(1 − 2^{−1/3}) with φ = [(1 + ζ)^{2/3} + (1 − ζ)^{2/3}]/2: 0 for ζ = 0, 1 for ±1. */
    final double[] spin;

    /**
     * Derivative of {@link #spin} with respect to ζ; the summand of an empty channel is left out.
     */
    final double[] spinSlope;

    /** ε_c(r_s, ζ) of the uniform gas, Ha, and its derivatives; made by {@link #correlateGas}. */
    final double[] gas;

    final double[] gasByRs;
    final double[] gasByZeta;

    private final CorrelatedGas uniformGas = new CorrelatedGas();

    /** Number of points up to which {@link #gas} is made. */
    private int correlated;

    /** Number of points up to which {@link #spin} and {@link #spinSlope} are made. */
    private int scaled;

    /** Whether ζ is given; otherwise it is zero throughout. */
    final boolean polarised;

    public Variables(int size, boolean polarised) {
        this.polarised = polarised;
        rs = new double[size];
        zeta = new double[size];
        onePlusZeta = new double[size];
        oneMinusZeta = new double[size];
        p = new double[size];
        spinSum = new double[size];
        spinDifference = new double[size];
        alpha = new double[size];
        rootRs = new double[size];
        spin = new double[size];
        spinSlope = new double[size];
        gas = new double[size];
        gasByRs = new double[size];
        gasByZeta = new double[size];
    }

    /** Sets point {@code k}. */
    public void set(int k, double wignerSeitz, double polarisation, double gradientSquared) {
        set(k, wignerSeitz, 1 + polarisation, 1 - polarisation, gradientSquared);
    }

    /** Sets point {@code k} with 1 + ζ and 1 − ζ given separately. */
    void set(int k, double wignerSeitz, double plus, double minus, double gradientSquared) {
        rs[k] = wignerSeitz;
        rootRs[k] = Math.sqrt(wignerSeitz);
        p[k] = Math.min(gradientSquared, LARGEST);
        spinSum[k] = p[k];
        spinDifference[k] = 0;
        correlated = Math.min(correlated, k);
        if (!polarised) {
            return;
        }
        zeta[k] = (plus - minus) / 2;
        onePlusZeta[k] = plus;
        oneMinusZeta[k] = minus;
        scaled = Math.min(scaled, k);
    }

    /** Sets the gradients of the spins at point {@code k}, as p↑↑ and p↓↓. */
    public void setSpins(int k, double up, double down) {
        spinSum[k] = Math.min(2 * (up + down), LARGEST);
        spinDifference[k] = Math.max(-LARGEST, Math.min(2 * (up - down), LARGEST));
    }

    /** Sets r_s and ζ to those of others, in the uniform gas: p = 0 and α = 1. */
    void setUniform(Variables others, int n) {
        for (int k = 0; k < n; k++) {
            rs[k] = others.rs[k];
            rootRs[k] = others.rootRs[k];
            p[k] = 0;
            spinSum[k] = 0;
            spinDifference[k] = 0;
            alpha[k] = 1;
            if (polarised) {
                zeta[k] = others.zeta[k];
                spin[k] = others.spin[k];
                spinSlope[k] = others.spinSlope[k];
            }
        }
        scaled = polarised ? n : 0;
    }

    /** Makes {@link #spin} and {@link #spinSlope} of the first {@code n} points, where changed. */
    void scaleSpins(int n) {
        for (int k = scaled; k < n; k++) {
            double up = inverseCubeRoot(onePlusZeta[k]);
            double down = inverseCubeRoot(oneMinusZeta[k]);
            spin[k] = (1 - (onePlusZeta[k] * up + oneMinusZeta[k] * down) / 2) / SPIN_RANGE;
            spinSlope[k] = (down - up) / (3 * SPIN_RANGE);
        }
        scaled = Math.max(scaled, n);
    }

    /** Makes {@link #gas} and its derivatives at the first {@code n} points, where changed. */
    void correlateGas(int n) {
        for (int k = correlated; k < n; k++) {
            if (polarised) {
                uniformGas.polarised(rs[k], onePlusZeta[k], oneMinusZeta[k]);
            } else {
                uniformGas.unpolarised(rs[k]);
            }
            gas[k] = uniformGas.energy();
            gasByRs[k] = uniformGas.byRs();
            gasByZeta[k] = uniformGas.byZeta();
        }
        correlated = Math.max(correlated, n);
    }

    /** Takes over ε_c and its derivatives at point {@code k} from whoever knows them. */
    void correlateGas(int k, double energy, double byRs, double byZeta) {
        gas[k] = energy;
        gasByRs[k] = byRs;
        gasByZeta[k] = byZeta;
        correlated = Math.max(correlated, k + 1);
    }

    /** φ(ζ) at a point, after {@link #scaleSpins}. */
    double phi(int k) {
        return 1 - SPIN_RANGE * spin[k];
    }

    /** dφ/dζ at a point, after {@link #scaleSpins}. */
    double phiSlope(int k) {
        return -SPIN_RANGE * spinSlope[k];
    }

    /** x^{−1/3}; zero for an empty channel. */
    private static double inverseCubeRoot(double x) {
        return x > 0 ? CubeRoot.inverse(x) : 0;
    }
}
