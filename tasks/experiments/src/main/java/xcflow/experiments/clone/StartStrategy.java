package xcflow.experiments.clone;

import java.util.Locale;
import xcflow.spi.Describe;

/** Where the training of a clone begins. */
public enum StartStrategy {
    @Describe("Weights drawn with the seed.")
    RANDOM,
    @Describe(
            "The same with an output layer of zeros: a constrained clone begins as the uniform gas"
                    + " with its constraints, an anchored one as the reference in any case.")
    ANCHORED,
    @Describe(
            "The weights of one functional, by default of the reference, if that is neural and has"
                    + " networks of the same inputs and size.")
    PARENT,
    @Describe("Weights between those of two functionals, whose networks must be alike.")
    INTERPOLATED,
    @Describe("Weights drawn with the seed and trained on model densities first.")
    PRE_TRAINED;

    /** Name as it is written in workflows. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
