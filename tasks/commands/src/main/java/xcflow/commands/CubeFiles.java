package xcflow.commands;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import xcflow.engine.Solution;
import xcflow.engine.SpatialField;
import xcflow.spi.TaskFailure;
import xcflow.structure.density.CubeWriter;
import xcflow.structure.molecule.Molecule;

/** Densities and orbitals of a molecule as cube files. */
final class CubeFiles {
    @Option(
            names = "--cube",
            paramLabel = "WHAT[=FILE]",
            description =
                    "Write density, spin-density, orbital:N or orbital:N:down (numbers from 1, by"
                            + " energy) as a cube file, to WHAT.cube unless a file is named; may be"
                            + " repeated.")
    private List<String> cubes = new ArrayList<>();

    @Option(
            names = "--cube-spacing",
            paramLabel = "BOHR",
            defaultValue = "0.2",
            description = "Distance between the points of cube files (default: ${DEFAULT-VALUE}).")
    private double spacing;

    @Option(
            names = "--cube-margin",
            paramLabel = "BOHR",
            defaultValue = "6",
            description = "Space around the nuclei in cube files (default: ${DEFAULT-VALUE}).")
    private double margin;

    /** Whether there is any to be written. */
    boolean wantsAny() {
        return !cubes.isEmpty();
    }

    /** One file that is to be written. */
    private record Wanted(SpatialField field, Path file) {}

    /**
     * What is asked for, which is refused before anything is calculated if it cannot be written.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    void check(Molecule molecule) {
        if (wantsAny()) {
            wanted();
            box(molecule);
        }
    }

    private CubeWriter box(Molecule molecule) {
        if (!(spacing > 0) || !(margin > 0) || Double.isInfinite(spacing + margin)) {
            throw new IllegalArgumentException(
                    "--cube-spacing and --cube-margin are lengths in bohr above zero");
        }
        return CubeWriter.around(molecule, spacing, margin);
    }

    private List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        for (String cube : cubes) {
            int at = cube.indexOf('=');
            SpatialField field = SpatialField.of(at < 0 ? cube : cube.substring(0, at));
            wanted.add(
                    new Wanted(
                            field,
                            Path.of(at < 0 ? field.label() + ".cube" : cube.substring(at + 1))));
        }
        return wanted;
    }

    /** Writes all files, and says what they hold: by their names, the integral over the box. */
    Map<String, Object> write(Molecule molecule, Solution solution)
            throws IOException, TaskFailure {
        Map<String, Object> written = new LinkedHashMap<>();
        for (Wanted each : wanted()) {
            CubeWriter writer = box(molecule);
            String title =
                    molecule.formula().replaceAll("[\\r\\n]", " ") + ", " + each.field().label();
            try (Writer out = Files.newBufferedWriter(each.file())) {
                double integral =
                        writer.<TaskFailure>write(
                                out, title, points -> solution.at(each.field(), points));
                written.put(each.file().toString(), integral);
            }
        }
        return written;
    }
}
