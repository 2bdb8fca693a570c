package xcflow.functional.libxc;

import java.util.Set;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/** A block of points in libxc's layout, in which the spin components of a point are neighbours. */
final class LibxcBuffers {
    /** Points in a block: small enough for the nearest cache, large enough to hide the call. */
    static final int BLOCK = 512;

    private final boolean polarised;

    /** [BLOCK × (2 or 1)] ρ↑, ρ↓ or ρ. */
    final double[] rho;

    /** [BLOCK × (3 or 1)] σ↑↑, σ↑↓, σ↓↓ or σ. */
    final double[] sigma;

    /** [BLOCK] energy per particle. */
    final double[] zk;

    /** [BLOCK × (2 or 1)] of τ; of the Laplacian, which no functional that is used depends on. */
    final double[] tau;

    final double[] laplacian;

    final double[] vRho;
    final double[] vSigma;
    final double[] vTau;
    final double[] vLaplacian;

    LibxcBuffers(boolean polarised) {
        this.polarised = polarised;
        int spins = polarised ? 2 : 1;
        int products = polarised ? 3 : 1;
        rho = new double[BLOCK * spins];
        sigma = new double[BLOCK * products];
        zk = new double[BLOCK];
        vRho = new double[BLOCK * spins];
        vSigma = new double[BLOCK * products];
        tau = new double[BLOCK * spins];
        laplacian = new double[BLOCK * spins];
        vTau = new double[BLOCK * spins];
        vLaplacian = new double[BLOCK * spins];
    }

    void load(Points points, int from, int count, Set<Variable> needs) {
        boolean gradient = needs.contains(Variable.SIGMA);
        for (int i = 0; i < count; i++) {
            int p = from + i;
            if (polarised) {
                rho[2 * i] = Math.max(points.rhoA[p], 0);
                rho[2 * i + 1] = Math.max(points.rhoB[p], 0);
            } else {
                rho[i] = Math.max(points.rhoA[p], 0);
            }
            if (gradient && polarised) {
                sigma[3 * i] = Math.max(points.sigmaAA[p], 0);
                sigma[3 * i + 1] = points.sigmaAB[p];
                sigma[3 * i + 2] = Math.max(points.sigmaBB[p], 0);
            } else if (gradient) {
                sigma[i] = Math.max(points.sigmaAA[p], 0);
            }
        }
        if (needs.contains(Variable.TAU)) {
            double[][] components = points.of(Variable.TAU);
            for (int spin = 0; spin < components.length; spin++) {
                for (int i = 0; i < count; i++) {
                    tau[components.length * i + spin] = Math.max(components[spin][from + i], 0);
                }
            }
        }
    }

    /** Adds what libxc has computed; what is not a number counts as zero. */
    void addTo(Results results, int from, int count, Set<Variable> needs) {
        boolean gradient = needs.contains(Variable.SIGMA);
        for (int i = 0; i < count; i++) {
            int p = from + i;
            if (polarised) {
                results.energy[p] += finite((rho[2 * i] + rho[2 * i + 1]) * zk[i]);
                results.vRhoA[p] += finite(vRho[2 * i]);
                results.vRhoB[p] += finite(vRho[2 * i + 1]);
            } else {
                results.energy[p] += finite(rho[i] * zk[i]);
                results.vRhoA[p] += finite(vRho[i]);
            }
            if (gradient && polarised) {
                results.vSigmaAA[p] += finite(vSigma[3 * i]);
                results.vSigmaAB[p] += finite(vSigma[3 * i + 1]);
                results.vSigmaBB[p] += finite(vSigma[3 * i + 2]);
            } else if (gradient) {
                results.vSigmaAA[p] += finite(vSigma[i]);
            }
        }
        if (needs.contains(Variable.TAU)) {
            double[][] components = results.of(Variable.TAU);
            for (int spin = 0; spin < components.length; spin++) {
                for (int i = 0; i < count; i++) {
                    components[spin][from + i] += finite(vTau[components.length * i + spin]);
                }
            }
        }
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }
}
