package xcflow.experiments.input;

import xcflow.spi.Describe;

/** Smearing of the occupations. */
public record SmearingInput(
        @Describe(
                        value = "Kind of smearing.",
                        allowed = {"none", "gaussian", "fermi-dirac", "cold"},
                        defaultValue = "cold")
                String kind,
        @Describe(value = "Width.", unit = "Ha", defaultValue = "0.01", min = 0, max = 1)
                double width) {}
