package xcflow.structure.density;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import xcflow.numerics.text.TextException;

/** The kinds of files that hold a density. */
public enum DensityFormat {
    /** Gaussian's cube, which most programs write. */
    CUBE,
    /** VASP's CHGCAR. */
    CHGCAR,
    /** SIESTA's .RHO. */
    SIESTA,
    /** XCrySDen's XSF. */
    XSF;

    /** The format that the name of a file tells. */
    static Optional<DensityFormat> ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".cube") || lower.endsWith(".cub")) {
            return Optional.of(CUBE);
        }
        if (lower.contains("chgcar")) {
            return Optional.of(CHGCAR);
        }
        if (lower.endsWith(".rho")) {
            return Optional.of(SIESTA);
        }
        return lower.endsWith(".xsf") ? Optional.of(XSF) : Optional.empty();
    }

    /**
     * Reads a density.
     *
     * @param name of the file as the user knows it
     * @param given the format, if the name does not tell it
     * @param unit of the numbers, for formats that leave it open
     * @throws TextException if the file is damaged, too large or not what it should be
     */
    public static DensityGrid read(
            Path file, String name, Optional<DensityFormat> given, Optional<DensityUnit> unit) {
        DensityFormat format =
                given.or(() -> ofName(name))
                        .orElseThrow(
                                () ->
                                        new TextException(
                                                name
                                                        + ": the name tells no format: .cube, CHGCAR,"
                                                        + " .RHO and .xsf are known; give one with"
                                                        + " 'format'"));
        if (unit.isPresent() && (format == CHGCAR || format == SIESTA)) {
            throw new TextException(
                    name + ": the numbers of this format have a fixed unit; leave 'unit' out");
        }
        try {
            return switch (format) {
                case CUBE -> CubeReader.read(file, name, unit.orElse(DensityUnit.PER_CUBIC_BOHR));
                case CHGCAR -> ChgcarReader.read(file, name);
                case SIESTA -> SiestaRhoReader.read(file, name);
                case XSF ->
                        XsfReader.read(
                                file,
                                name,
                                unit.orElseThrow(
                                        () ->
                                                new TextException(
                                                        name
                                                                + ": an XSF file does not tell the unit"
                                                                + " of its numbers; give 'unit:"
                                                                + " per-cubic-bohr' (Quantum ESPRESSO)"
                                                                + " or 'per-cubic-angstrom'")));
            };
        } catch (TextException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TextException(name + ": " + e.getMessage());
        }
    }
}
