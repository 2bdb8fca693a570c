package xcflow.experiments.clone;

import xcflow.spi.Describe;

/** How a clone is trained. */
public enum CloneTraining {
    @Describe("Energies, potentials and integrals of all systems, by Gauss–Newton steps.")
    GAUSS_NEWTON,
    @Describe(
            "The mean square error of the enhancement factors alone, by Adam, with Deeplearning4j;"
                    + " for the architecture `study`.")
    STUDY
}
