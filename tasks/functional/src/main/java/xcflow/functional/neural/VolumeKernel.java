package xcflow.functional.neural;

import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.numerics.CubeRoot;

/**
 * Adds the correlation of polarised densities as an {@link EnergyVolume} has it, and as the network
 * has it where there is no polynomial. One kernel serves one thread.
 */
final class VolumeKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    private final EnergyVolume volume;
    private final VolumePolynomial maker;
    private final PartKernel network;
    private final SurfaceCoordinates coordinates = new SurfaceCoordinates();
    private final EnergyVolume.Place place = new EnergyVolume.Place();
    private final double[] plane = new double[2 * VolumePolynomial.PLANE];
    private final double[] result = new double[4];

    private final int[] origin = new int[BLOCK];
    private final double[] rho = new double[BLOCK];
    private final double[] rs = new double[BLOCK];
    private final double[] p = new double[BLOCK];

    /** ρ ∂p/∂σ at each point. */
    private final double[] pBySigma = new double[BLOCK];

    private final double[] onePlusZeta = new double[BLOCK];
    private final double[] oneMinusZeta = new double[BLOCK];

    private final Points rest = Points.allocate(BLOCK, true);
    private final Results restResults = new Results(BLOCK, true);
    private final int[] restOrigin = new int[BLOCK];

    VolumeKernel(EnergyVolume volume, NeuralPart correlation) {
        this.volume = volume;
        maker = new VolumePolynomial(correlation);
        network = PartKernel.polarised(correlation);
    }

    /** Adds that of at most {@link FactorKernel#BLOCK} points. */
    void add(Points points, Results results, int from, int to) {
        int n = gather(points, from, to);
        coordinates.fill(rs, p, n);
        int left = 0;
        for (int k = 0; k < n; k++) {
            if (!lookedUp(k, results)) {
                rest.copy(left, points, origin[k]);
                restOrigin[left++] = origin[k];
            }
        }
        if (left > 0) {
            askNetwork(left, results);
        }
    }

    private int gather(Points points, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            double up = Math.max(points.rhoA[i], 0);
            double down = Math.max(points.rhoB[i], 0);
            double density = up + down;
            if (density > PartKernel.NEGLIGIBLE) {
                double inverse = CubeRoot.inverse(density);
                double square = inverse * inverse;
                double fourth = square * square;
                pBySigma[n] = fourth * inverse / PartKernel.GRADIENT;
                double sigma =
                        Math.max(points.sigmaAA[i] + 2 * points.sigmaAB[i] + points.sigmaBB[i], 0);
                p[n] = sigma * fourth * fourth / PartKernel.GRADIENT;
                rho[n] = density;
                rs[n] = PartKernel.RS * inverse;
                double perDensity = 2 * square * inverse;
                onePlusZeta[n] = up * perDensity;
                oneMinusZeta[n] = down * perDensity;
                origin[n++] = i;
            }
        }
        return n;
    }

    /** Adds ρ ε_c of a point and its derivatives; false if there is no polynomial for it. */
    private boolean lookedUp(int k, Results results) {
        double minority = Math.min(onePlusZeta[k], oneMinusZeta[k]);
        // Without a gradient the network's value is exact, and so is the uniform gas.
        if (!(p[k] > 0 && minority > PartKernel.VANISHING_SPIN)) {
            return false;
        }
        double inverse = CubeRoot.inverse(minority);
        double w = minority * inverse * inverse;
        if (!volume.evaluate(coordinates.x[k], coordinates.y[k], w, place, plane, result, maker)) {
            return false;
        }
        double byRs = result[1] * coordinates.xByRs[k] + result[2] * coordinates.yByRs[k];
        double byP = result[2] * coordinates.yByP[k];
        // ∂w/∂|ζ| = −1/(3 w²)
        double byZeta = result[3] * inverse * inverse / 3;
        byZeta = onePlusZeta[k] > oneMinusZeta[k] ? -byZeta : byZeta;
        double common = result[0] - (rs[k] * byRs + 8 * p[k] * byP) / 3;
        double total = byP * pBySigma[k];
        int i = origin[k];
        results.energy[i] += rho[k] * result[0];
        results.vRhoA[i] += common + byZeta * oneMinusZeta[k];
        results.vRhoB[i] += common - byZeta * onePlusZeta[k];
        results.vSigmaAA[i] += total;
        // σ = σ↑↑ + 2 σ↑↓ + σ↓↓: the mixed product counts twice.
        results.vSigmaAB[i] += 2 * total;
        results.vSigmaBB[i] += total;
        return true;
    }

    private void askNetwork(int n, Results results) {
        restResults.clear(0, n);
        network.addPolarised(rest, restResults, 0, n);
        for (int k = 0; k < n; k++) {
            int i = restOrigin[k];
            results.energy[i] += restResults.energy[k];
            results.vRhoA[i] += restResults.vRhoA[k];
            results.vRhoB[i] += restResults.vRhoB[k];
            results.vSigmaAA[i] += restResults.vSigmaAA[k];
            results.vSigmaAB[i] += restResults.vSigmaAB[k];
            results.vSigmaBB[i] += restResults.vSigmaBB[k];
        }
    }
}
