package xcflow.planewave.engine;

import xcflow.planewave.occupation.Smearing;
import xcflow.spi.Describe;

/** Smearing of the occupations. */
public record SmearingSettings(
        @Describe(
                        value = "Kind of smearing.",
                        allowed = {"none", "gaussian", "fermi-dirac", "methfessel-paxton", "cold"},
                        defaultValue = "cold")
                String kind,
        @Describe(value = "Width.", unit = "Ha", defaultValue = "0.01", min = 0, max = 1)
                double width) {

    Smearing smearing() {
        return Smearing.named(kind, width);
    }
}
