package xcflow.foreign.protocol;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.Npy;

/**
 * Densities that an adapter wrote to a {@code .npz} file: vectors of float64 named like the columns
 * of a data set, {@code weight}, {@code rho_a}, {@code rho_b}, {@code sigma_aa} and so on.
 */
public final class DensityArrays {
    private static final long LARGEST_FILE = 1L << 29;
    private static final double GREATEST = 1e30;

    private DensityArrays() {}

    /**
     * Reads them.
     *
     * @param name of the system
     * @param mostPoints more are refused
     * @throws AdapterFailure if they cannot be used; the message says why
     */
    public static DataSet read(Path file, String name, int mostPoints) throws AdapterFailure {
        try {
            if (!Files.isRegularFile(file)) {
                throw new AdapterFailure("it did not write the density that it announced");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new AdapterFailure(
                        "it wrote a density of "
                                + (Files.size(file) >> 20)
                                + " MB, more than the "
                                + (LARGEST_FILE >> 20)
                                + " permitted: choose a coarser grid");
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return read(zip, name, mostPoints);
            }
        } catch (ZipException e) {
            throw new AdapterFailure("its density is no .npz file: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw new AdapterFailure("its density cannot be read: " + e.getMessage());
        }
    }

    private static DataSet read(ZipFile zip, String name, int mostPoints)
            throws IOException, AdapterFailure {
        double[] weight = column(zip, "weight", mostPoints);
        double[][][] arrays = new double[Variable.values().length][][];
        for (Variable variable : Variable.values()) {
            List<String> components = variable.components(true);
            boolean held = zip.getEntry(components.get(0) + ".npy") != null;
            if (held || Variable.GRADIENT.contains(variable)) {
                double[][] columns = new double[components.size()][];
                for (int c = 0; c < columns.length; c++) {
                    columns[c] = column(zip, components.get(c), mostPoints);
                    if (columns[c].length != weight.length) {
                        throw new AdapterFailure(
                                "the arrays of its density differ in length: "
                                        + components.get(c)
                                        + " has "
                                        + columns[c].length
                                        + " elements, weight "
                                        + weight.length);
                    }
                }
                arrays[variable.ordinal()] = columns;
            }
        }
        return new DataSet(
                Points.over(true, arrays), weight, new int[weight.length], List.of(name));
    }

    private static double[] column(ZipFile zip, String name, int mostPoints)
            throws IOException, AdapterFailure {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new AdapterFailure("its density has no '" + name + "'");
        }
        double[] values;
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            values = Npy.readDoubles(in, mostPoints);
        }
        for (double value : values) {
            if (!(Math.abs(value) <= GREATEST)) {
                throw new AdapterFailure("its density has a '" + name + "' of " + value);
            }
        }
        return values;
    }
}
