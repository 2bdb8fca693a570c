package xcflow.functional.training;

/**
 * Weights of the parts of the cloning loss. All parts are in Ha² per electron or per system, and
 * thus comparable.
 *
 * @param energy of the mean square error of the energy per particle
 * @param potential of that of v_ρ
 * @param gradient of that of 2 σ v_σ / ρ, the form in which v_σ enters Σ ε and the potential
 * @param integrated of the mean square error of the systems' integrated energies
 * @param synthetic of the same errors, relative to the base, on a grid of (r_s, ζ, s) far beyond
 *     what densities contain
 */
public record LossWeights(
        double energy, double potential, double gradient, double integrated, double synthetic) {
    /** What clones are trained with unless declared otherwise. */
    public static final LossWeights DEFAULT = new LossWeights(1, 1, 1, 1, 1e-7);
}
