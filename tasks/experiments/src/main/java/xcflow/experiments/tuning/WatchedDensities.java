package xcflow.experiments.tuning;

import java.util.List;
import java.util.Optional;
import xcflow.experiments.input.NamedMolecule;
import xcflow.spi.Describe;
import xcflow.spi.Source;

/** Densities that are watched while energies are optimised. */
public record WatchedDensities(
        @Describe(value = NamedMolecule.SYNTAX, min = 1) List<Source> molecules,
        @Describe(
                        value =
                                "Functional whose densities count as good. PBE0's are among the best"
                                        + " (M. G. Medvedev et al., Science 355, 49 (2017)).",
                        defaultValue = "PBE0",
                        functional = true)
                Source functional,
        @Describe(
                        value =
                                "Greatest mean distance from the good densities that a kept step may"
                                        + " have, in units of that of `relative-to`; without a limit"
                                        + " the distances are only reported.",
                        min = 0,
                        example = "1.05")
                Optional<Double> limit,
        @Describe(value = "Whose distance the limit is relative to.", defaultValue = "reference")
                Standard relativeTo) {

    /** What limits are relative to. */
    public enum Standard {
        @Describe("The functional to be better than.")
        REFERENCE,
        @Describe("The functional to start from.")
        PARENT
    }
}
