package xcflow.functional.audit;

import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/** One spin of a density, doubled to make an unpolarised density of it. */
final class SpinChannel {
    private SpinChannel() {}

    /**
     * Energies per volume of the unpolarised densities 2ρ_σ.
     *
     * @param polarised spin densities
     * @param spin 0 for up, 1 for down
     */
    static double[] doubled(Functional functional, Points polarised, int spin) {
        var points = Points.allocate(polarised.size(), false, polarised.variables());
        for (Variable variable : polarised.variables()) {
            double[][] components = polarised.of(variable);
            // That of the other spin is the last one.
            double[] own = components[spin == 0 ? 0 : components.length - 1];
            double[] doubled = points.of(variable)[0];
            for (int i = 0; i < own.length; i++) {
                doubled[i] = own[i] / variable.share();
            }
        }
        var results = Results.like(points);
        functional.evaluate(points, results);
        return results.energy;
    }
}
