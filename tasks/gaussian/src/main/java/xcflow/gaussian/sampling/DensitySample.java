package xcflow.gaussian.sampling;

import java.util.List;
import java.util.stream.IntStream;
import xcflow.functional.Points;
import xcflow.functional.dataset.DataSet;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.SpinDensity;

/** Densities at the points of the grid on which they were converged. */
public final class DensitySample {
    /** Points with fewer electrons are left out, as in the energy. */
    private static final double NO_ELECTRONS = 1e-14;

    private DensitySample() {}

    /**
     * Spin densities, gradients and weights at the points of the grid that hold electrons.
     *
     * @param name of the system in the data set
     */
    public static DataSet of(String name, KohnSham system, SpinDensity density) {
        Points all = system.sample(density);
        double[] weights = system.grid().weights();
        int[] kept =
                IntStream.range(0, weights.length)
                        .filter(p -> Math.abs(weights[p]) * total(all, p) > NO_ELECTRONS)
                        .toArray();
        Points points = Points.allocate(kept.length, true);
        double[] keptWeights = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int p = kept[i];
            keptWeights[i] = weights[p];
            if (all.isPolarised()) {
                points.rhoA[i] = all.rhoA[p];
                points.rhoB[i] = all.rhoB[p];
                points.sigmaAA[i] = all.sigmaAA[p];
                points.sigmaAB[i] = all.sigmaAB[p];
                points.sigmaBB[i] = all.sigmaBB[p];
            } else {
                points.rhoA[i] = 0.5 * all.rhoA[p];
                points.rhoB[i] = points.rhoA[i];
                points.sigmaAA[i] = 0.25 * all.sigmaAA[p];
                points.sigmaAB[i] = points.sigmaAA[i];
                points.sigmaBB[i] = points.sigmaAA[i];
            }
        }
        return new DataSet(points, keptWeights, new int[kept.length], List.of(name));
    }

    /** ∫ |ρ₁ − ρ₂| of two densities of the same system: how many electrons are displaced, twice. */
    public static double difference(KohnSham system, SpinDensity one, SpinDensity other) {
        Points a = system.sample(one);
        Points b = system.sample(other);
        double[] weights = system.grid().weights();
        double sum = 0;
        for (int p = 0; p < weights.length; p++) {
            sum += weights[p] * Math.abs(total(a, p) - total(b, p));
        }
        return sum;
    }

    private static double total(Points points, int p) {
        return points.isPolarised() ? points.rhoA[p] + points.rhoB[p] : points.rhoA[p];
    }
}
