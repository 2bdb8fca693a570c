package xcflow.planewave.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import xcflow.functional.Points;
import xcflow.functional.dataset.DataSet;
import xcflow.planewave.basis.Density;
import xcflow.planewave.term.GridDensity;

/** Pseudo-densities at the points of their Fourier grid. */
public final class DensitySample {
    /** Points with fewer electrons are left out. */
    private static final double NO_ELECTRONS = 1e-14;

    private DensitySample() {}

    /**
     * Spin densities, gradients and weights (each point stands for an equal share of the cell) at
     * the points that hold electrons.
     *
     * @param name of the system in the data set
     */
    public static DataSet of(String name, Density density) {
        Points all = GridDensity.of(density, true).points();
        double weight = density.basis().volume() / all.size();
        int[] kept =
                IntStream.range(0, all.size())
                        .filter(p -> weight * total(all, p) > NO_ELECTRONS)
                        .toArray();
        Points points = Points.allocate(kept.length, true);
        for (int i = 0; i < kept.length; i++) {
            int p = kept[i];
            if (all.isPolarised()) {
                points.rhoA[i] = Math.max(0, all.rhoA[p]);
                points.rhoB[i] = Math.max(0, all.rhoB[p]);
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
        double[] weights = new double[kept.length];
        Arrays.fill(weights, weight);
        return new DataSet(points, weights, new int[kept.length], List.of(name));
    }

    /** ∫ |ρ₁ − ρ₂| of two densities on the same grid: how many electrons are displaced, twice. */
    public static double difference(Density one, Density other) {
        Points a = GridDensity.of(one, false).points();
        Points b = GridDensity.of(other.movedTo(one.basis()), false).points();
        double sum = 0;
        for (int p = 0; p < a.size(); p++) {
            sum += Math.abs(total(a, p) - total(b, p));
        }
        return sum * one.basis().volume() / a.size();
    }

    private static double total(Points points, int p) {
        return points.isPolarised() ? points.rhoA[p] + points.rhoB[p] : points.rhoA[p];
    }
}
