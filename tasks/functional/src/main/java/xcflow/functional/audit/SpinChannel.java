package xcflow.functional.audit;

import java.util.Arrays;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;

/** One spin of a density, doubled to make an unpolarised density of it. */
final class SpinChannel {
    private SpinChannel() {}

    /** Energies per volume of the unpolarised densities 2ρ_σ. */
    static double[] doubled(Functional functional, double[] rho, double[] sigma) {
        var points =
                Points.unpolarised(
                        Arrays.stream(rho).map(density -> 2 * density).toArray(),
                        Arrays.stream(sigma).map(square -> 4 * square).toArray());
        var results = new Results(rho.length, false);
        functional.evaluate(points, results);
        return results.energy;
    }
}
