package xcflow.experiments.input;

import java.util.Optional;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.structure.density.DensityFormat;
import xcflow.structure.density.DensityUnit;

/** A density that another program has written, and what its file does not tell. */
public record DensityInput(
        @Describe(
                        "A Gaussian cube, VASP's CHGCAR, SIESTA's .RHO or an XSF file, as `{file:"
                                + " si.RHO}`.")
                Artefact density,
        @Describe("ρ↑ − ρ↓ on the same grid, where it is a file of its own, as with cubes.")
                Optional<Artefact> spinDensity,
        @Describe("Name of the system in the data set; by default that of the file.")
                Optional<String> name,
        @Describe("Format, where the name of the file does not tell it.")
                Optional<DensityFormat> format,
        @Describe(
                        "Unit of the numbers, where the format leaves it open: cubes are in electrons"
                                + " per bohr³ unless said otherwise, XSF files need it said.")
                Optional<DensityUnit> unit,
        @Describe(
                        value = "Program that made it, with its version.",
                        defaultValue = "",
                        example = "SIESTA 4.1")
                String program,
        @Describe(
                        value = "Its pseudopotentials or basis set.",
                        defaultValue = "",
                        example = "Si.psf, PBE")
                String pseudopotentials,
        @Describe(
                        value = "Whether it holds `all` electrons or those of the `valence` alone.",
                        defaultValue = "unknown")
                DensityOrigin.Electrons electrons,
        @Describe(
                        value =
                                "Unpaired electrons of the system, to notice a spin that the file does not tell.",
                        min = 0)
                Optional<Integer> unpaired) {

    /** Name in the data set. */
    public String system() {
        return name.orElseGet(() -> density.name().replaceAll("\\.[^.]*$", ""));
    }
}
