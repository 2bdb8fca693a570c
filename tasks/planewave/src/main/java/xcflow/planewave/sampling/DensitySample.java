package xcflow.planewave.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.planewave.basis.Density;
import xcflow.planewave.term.GridDensity;

/** Pseudo-densities at the points of their Fourier grid. */
public final class DensitySample {
    /** Points with fewer electrons are left out. */
    private static final double NO_ELECTRONS = 1e-14;

    private DensitySample() {}

    /**
     * Spin densities, gradients, the kinetic energy density if it is known, and weights (each point
     * stands for an equal share of the cell) at the points that hold electrons.
     *
     * @param name of the system in the data set
     */
    public static DataSet of(String name, Density density) {
        Set<Variable> known = density.hasKinetic() ? Variable.KINETIC : Variable.GRADIENT;
        Points all = GridDensity.of(density, known).points();
        double weight = density.basis().volume() / all.size();
        int[] kept =
                IntStream.range(0, all.size())
                        .filter(p -> weight * all.density(p) > NO_ELECTRONS)
                        .toArray();
        Points points = all.select(kept).polarised();
        // Between spins of one point a tiny density may be negative.
        for (double[] spin : points.of(Variable.RHO)) {
            for (int p = 0; p < spin.length; p++) {
                spin[p] = Math.max(0, spin[p]);
            }
        }
        double[] weights = new double[kept.length];
        Arrays.fill(weights, weight);
        return new DataSet(points, weights, new int[kept.length], List.of(name));
    }

    /** ∫ |ρ₁ − ρ₂| of two densities on the same grid: how many electrons are displaced, twice. */
    public static double difference(Density one, Density other) {
        Points a = GridDensity.of(one, Variable.LOCAL).points();
        Points b = GridDensity.of(other.movedTo(one.basis()), Variable.LOCAL).points();
        double sum = 0;
        for (int p = 0; p < a.size(); p++) {
            sum += Math.abs(a.density(p) - b.density(p));
        }
        return sum * one.basis().volume() / a.size();
    }
}
