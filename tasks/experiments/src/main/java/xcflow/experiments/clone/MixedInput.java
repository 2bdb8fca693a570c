package xcflow.experiments.clone;

import xcflow.spi.Artefact;
import xcflow.spi.Describe;

/** A data set among several, and how much it counts. */
public record MixedInput(
        @Describe("Densities, as `sample-descriptors` gives them.") Artefact dataset,
        @Describe(
                        value = "How many systems each of its systems counts as.",
                        defaultValue = "1",
                        min = 1e-3,
                        max = 1000)
                double weight) {}
