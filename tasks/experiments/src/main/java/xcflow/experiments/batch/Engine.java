package xcflow.experiments.batch;

import xcflow.spi.Describe;

/** What solves the Kohn–Sham equations of a molecule. */
public enum Engine {
    @Describe("All electrons, Gaussian basis set.")
    GAUSSIAN,
    @Describe("Valence electrons, GTH pseudopotentials, plane waves in a periodic box.")
    PLANEWAVE
}
