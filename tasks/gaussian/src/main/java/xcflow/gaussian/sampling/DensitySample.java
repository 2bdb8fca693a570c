package xcflow.gaussian.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import xcflow.functional.Points;
import xcflow.functional.Variable;
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
        return of(name, system, density, Variable.GRADIENT);
    }

    /**
     * What functionals need to know at the points of the grid that hold electrons.
     *
     * @param needs the variables that are sampled
     */
    public static DataSet of(
            String name, KohnSham system, SpinDensity density, Set<Variable> needs) {
        Points all = system.sample(density, needs);
        double[] weights = system.grid().weights();
        int[] kept =
                IntStream.range(0, weights.length)
                        .filter(p -> Math.abs(weights[p]) * all.density(p) > NO_ELECTRONS)
                        .toArray();
        Points points = all.select(kept).polarised();
        double[] keptWeights = Arrays.stream(kept).mapToDouble(p -> weights[p]).toArray();
        return new DataSet(points, keptWeights, new int[kept.length], List.of(name));
    }

    /** ∫ |ρ₁ − ρ₂| of two densities of the same system: how many electrons are displaced, twice. */
    public static double difference(KohnSham system, SpinDensity one, SpinDensity other) {
        Points a = system.sample(one, Variable.LOCAL);
        Points b = system.sample(other, Variable.LOCAL);
        double[] weights = system.grid().weights();
        double sum = 0;
        for (int p = 0; p < weights.length; p++) {
            sum += weights[p] * Math.abs(a.density(p) - b.density(p));
        }
        return sum;
    }
}
