package xcflow.experiments.clone;

import java.util.List;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;

/** Where the training of a clone begins. */
public record StartInput(
        @Describe(value = "How the first weights are found.", defaultValue = "random")
                StartStrategy strategy,
        @Describe(
                        value =
                                "Neural functionals whose weights are taken: one for `parent`, two for"
                                        + " `interpolated`.",
                        defaultValue = "[]")
                List<Artefact> from,
        @Describe(
                        value = "Share of the second of two functionals.",
                        defaultValue = "0.5",
                        min = 0,
                        max = 1)
                double share,
        @Describe(
                        value = "Model densities of the first training, for `pre-trained`.",
                        defaultValue = "[H, He, N, O, Ne, H2O]")
                List<String> modelDensities,
        @Describe(
                        value = "Gauss–Newton steps of the first training, for `pre-trained`.",
                        defaultValue = "30",
                        min = 1,
                        max = 100000)
                int iterations) {

    /** As without the input. */
    static final StartInput RANDOM =
            new StartInput(StartStrategy.RANDOM, List.of(), 0.5, List.of(), 1);
}
