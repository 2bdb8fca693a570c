package xcflow.experiments.input;

import xcflow.functional.training.LossWeights;
import xcflow.spi.Describe;

/** Weights of the parts of the cloning loss; all parts are in Ha² per electron or system. */
public record LossInput(
        @Describe(value = "Energy per particle.", defaultValue = "1", min = 0) double energy,
        @Describe(value = "Derivative v_ρ.", defaultValue = "1", min = 0) double potential,
        @Describe(value = "Derivative v_σ, as 2σv_σ/ρ.", defaultValue = "1", min = 0)
                double gradient,
        @Describe(value = "Integrated energy of each system.", defaultValue = "1", min = 0)
                double integrated,
        @Describe(
                        value =
                                "Relative errors on a grid of r_s, ζ and s beyond the sampled"
                                        + " densities.",
                        defaultValue = "1e-7",
                        min = 0)
                double synthetic) {

    public LossWeights weights() {
        return new LossWeights(energy, potential, gradient, integrated, synthetic);
    }
}
