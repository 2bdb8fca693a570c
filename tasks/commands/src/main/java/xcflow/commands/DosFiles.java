package xcflow.commands;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.engine.Solution;
import xcflow.experiments.dos.DensityOfStates;
import xcflow.experiments.dos.DosChart;
import xcflow.spi.TaskFailure;

/** The density of states of a crystal as tables and pictures. */
final class DosFiles {
    private static final double WIDEST = 1;

    @Option(
            names = "--dos",
            paramLabel = "FILE",
            description =
                    "Write the density of states, as a table (.csv) or a picture (.svg); may be"
                            + " repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--dos-width",
            paramLabel = "HA",
            defaultValue = "0.005",
            description =
                    "Width of the Gaussian that each level becomes (default: ${DEFAULT-VALUE}).")
    private double width;

    @Option(
            names = "--dos-kpoints",
            paramLabel = "AxBxC",
            description = "Divisions of a mesh of its own (default: that of the calculation).")
    private String kpoints;

    @Option(
            names = "--dos-bands",
            paramLabel = "N",
            defaultValue = "0",
            description = "Levels at each k-point (default: a few more than the electrons fill).")
    private int bands;

    /** Whether there is any to be written. */
    boolean wantsAny() {
        return !files.isEmpty();
    }

    /**
     * Refuses what cannot be written, before anything is calculated.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    void check() {
        for (Path file : files) {
            if (!isTable(file) && !file.toString().endsWith(".svg")) {
                throw new IllegalArgumentException(
                        "--dos " + file + ": a table ends in .csv, a picture in .svg");
            }
        }
        if (!(width > 0 && width < WIDEST)) {
            throw new IllegalArgumentException("--dos-width lies between 0 and 1 Ha");
        }
        if (bands < 0) {
            throw new IllegalArgumentException("--dos-bands is a number of bands");
        }
        mesh();
    }

    private Optional<List<Integer>> mesh() {
        if (kpoints == null) {
            return Optional.empty();
        }
        List<Integer> mesh = CrystalOptions.divisions(kpoints);
        if (mesh.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("--dos-kpoints needs numbers above zero");
        }
        return Optional.of(mesh);
    }

    private static boolean isTable(Path file) {
        return file.toString().endsWith(".csv");
    }

    /** Writes all files, and says where the Fermi level is and how many states are there. */
    Map<String, Object> write(String crystal, Solution solution) throws IOException, TaskFailure {
        DensityOfStates states = new DensityOfStates(solution.levels(mesh(), bands), width);
        for (Path file : files) {
            if (isTable(file)) {
                try (Writer out = Files.newBufferedWriter(file)) {
                    states.writeCsv(out);
                }
            } else {
                try (OutputStream out = Files.newOutputStream(file)) {
                    DosChart.of(crystal, states).writeSvg(out);
                }
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("dos-fermi-level", states.fermiLevel());
        details.put("dos-at-fermi-level", states.atFermiLevel());
        return details;
    }
}
