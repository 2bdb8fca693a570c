package xcflow.functional.dataset;

import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Points;
import xcflow.functional.Variable;

/**
 * Data sets as NumPy's {@code .npz}: a zip of vectors, read in Python by {@code
 * numpy.load("descriptors.npz")}.
 *
 * <table>
 * <caption>Vectors; those up to {@code system} have one element per point.</caption>
 * <tr><td>{@code rho_a}, {@code rho_b}</td><td>float64</td><td>spin densities, bohr⁻³</td></tr>
 * <tr><td>{@code sigma_aa}, {@code sigma_ab}, {@code sigma_bb}</td><td>float64</td><td>products of
 * the spin densities' gradients, bohr⁻⁸</td></tr>
 * <tr><td>{@code tau_a}, {@code tau_b}</td><td>float64</td><td>kinetic energy densities, Hartree
 * bohr⁻³; only where a functional needs them</td></tr>
 * <tr><td>{@code weight}</td><td>float64</td><td>integration weight, bohr³</td></tr>
 * <tr><td>{@code system}</td><td>int32</td><td>index of the system, from zero</td></tr>
 * <tr><td>{@code systems}</td><td>uint8</td><td>UTF-8 text: a JSON list of the systems' names;
 * in Python {@code json.loads(bytes(data["systems"]))}</td></tr>
 * <tr><td>{@code origins}</td><td>uint8</td><td>UTF-8 text: a JSON list of an {@link DensityOrigin} for
 * each system; only where one is known</td></tr>
 * <tr><td>{@code importance}</td><td>float64</td><td>of each system in training; only where they
 * differ from 1</td></tr>
 * </table>
 *
 * <p>Columns stream through small buffers in both directions. The same data set always gives the
 * same bytes, whatever the time zone and the locale.
 */
public final class DataSetFile {
    /** Media type of such files. */
    public static final String MEDIA_TYPE = "application/x-npz";

    private static final int MOST_POINTS = 200_000_000;

    /** Far beyond every density, and small enough that no energy overflows. */
    private static final double GREATEST = 1e30;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String WEIGHT = "weight";
    private static final String ORIGINS = "origins";
    private static final String IMPORTANCE = "importance";

    private DataSetFile() {}

    /** Writes a data set and leaves the stream open. */
    public static void write(DataSet set, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(new NotClosing(out));
        // Mantissas hardly compress; the fastest level still removes repeated columns.
        zip.setLevel(Deflater.BEST_SPEED);
        for (Variable variable : set.points().variables()) {
            double[][] components = set.points().of(variable);
            List<String> names = variable.components(true);
            for (int c = 0; c < components.length; c++) {
                column(zip, names.get(c), components[c]);
            }
        }
        column(zip, WEIGHT, set.weights());
        start(zip, "system");
        Npy.write(set.system(), zip);
        zip.closeEntry();
        start(zip, "systems");
        Npy.write(JSON.writeValueAsString(set.systems()).getBytes(StandardCharsets.UTF_8), zip);
        zip.closeEntry();
        if (set.origins().stream().anyMatch(DensityOrigin::known)) {
            start(zip, ORIGINS);
            Npy.write(JSON.writeValueAsString(set.origins()).getBytes(StandardCharsets.UTF_8), zip);
            zip.closeEntry();
        }
        if (set.importance().stream().anyMatch(each -> each != 1)) {
            column(zip, IMPORTANCE, set.importance().stream().mapToDouble(each -> each).toArray());
        }
        zip.close();
    }

    private static void column(ZipOutputStream zip, String name, double[] values)
            throws IOException {
        start(zip, name);
        Npy.write(values, zip);
        zip.closeEntry();
    }

    private static void start(ZipOutputStream zip, String column) throws IOException {
        var entry = new ZipEntry(column + ".npy");
        ZipDate.UTC.stamp(entry);
        zip.putNextEntry(entry);
    }

    /**
     * Reads a data set and leaves the stream open. Vectors of other names are passed over, so that
     * files may hold more than is needed here.
     *
     * @throws IOException if the content is damaged or no data set; the message says why
     */
    public static DataSet read(InputStream in) throws IOException {
        Map<String, double[]> columns = new HashMap<>();
        int[] system = null;
        List<String> systems = null;
        List<DensityOrigin> origins = null;
        double[] importance = null;
        Set<String> seen = new HashSet<>();
        var zip = new ZipInputStream(in);
        try {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var name = entry.getName().replaceFirst("\\.npy$", "");
                if (!seen.add(name)) {
                    throw new IOException("the data set has \"" + name + "\" twice");
                }
                try {
                    if (isColumn(name)) {
                        columns.put(name, Npy.readDoubles(zip, MOST_POINTS));
                    } else if (name.equals("system")) {
                        system = Npy.readInts(zip, MOST_POINTS);
                    } else if (name.equals("systems")) {
                        systems = names(Npy.readBytes(zip, MOST_POINTS));
                    } else if (name.equals(ORIGINS)) {
                        origins = origins(Npy.readBytes(zip, MOST_POINTS));
                    } else if (name.equals(IMPORTANCE)) {
                        importance = Npy.readDoubles(zip, MOST_POINTS);
                    }
                } catch (EOFException e) {
                    throw e;
                } catch (ZipException e) {
                    throw e;
                } catch (IOException e) {
                    throw new IOException("column \"" + name + "\": " + e.getMessage(), e);
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // The zip's reader says the last when a name is no text.
            throw new IOException("the data set is damaged: " + e.getMessage(), e);
        }
        for (String column : required(columns)) {
            if (!columns.containsKey(column)) {
                throw new IOException("this is not a data set: it has no \"" + column + "\"");
            }
        }
        if (system == null || systems == null) {
            throw new IOException("this is not a data set: it does not say what its systems are");
        }
        DataSet plain = assemble(columns, system, systems);
        try {
            return new DataSet(
                    plain.points(),
                    plain.weights(),
                    plain.system(),
                    plain.systems(),
                    origins == null ? plain.origins() : origins,
                    importance == null
                            ? plain.importance()
                            : Arrays.stream(importance).boxed().toList());
        } catch (IllegalArgumentException e) {
            throw new IOException("the data set is inconsistent: " + e.getMessage(), e);
        }
    }

    /**
     * Looks only at the beginning, which takes no time however large the file is.
     *
     * @throws IOException if it is certain that this is no data set
     */
    public static void check(InputStream in) throws IOException {
        var zip = new ZipInputStream(in);
        try {
            if (zip.getNextEntry() == null) {
                throw new IOException("this is not a data set: it is not a zip of columns");
            }
            Npy.readHeader(zip, MOST_POINTS);
        } catch (IllegalArgumentException e) {
            throw new IOException("the data set is damaged: " + e.getMessage(), e);
        }
    }

    private static boolean isColumn(String name) {
        return name.equals(WEIGHT)
                || Arrays.stream(Variable.values())
                        .anyMatch(v -> v.components(true).contains(name));
    }

    /** Columns that must be there: all components of each variable of which there is one. */
    private static List<String> required(Map<String, double[]> columns) {
        var required = new ArrayList<String>();
        for (Variable variable : Variable.values()) {
            List<String> names = variable.components(true);
            if (Variable.GRADIENT.contains(variable) || held(columns, variable)) {
                required.addAll(names);
            }
        }
        required.add(WEIGHT);
        return required;
    }

    private static boolean held(Map<String, double[]> columns, Variable variable) {
        return variable.components(true).stream().anyMatch(columns::containsKey);
    }

    private static DataSet assemble(
            Map<String, double[]> columns, int[] system, List<String> systems) throws IOException {
        for (String column : required(columns)) {
            double[] values = columns.get(column);
            if (values.length != system.length) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "the data set is inconsistent: column \"%s\" has %d elements instead of %d",
                                column,
                                values.length,
                                system.length));
            }
            for (int i = 0; i < values.length; i++) {
                if (!(Math.abs(values[i]) <= GREATEST)) {
                    throw new IOException(
                            String.format(
                                    Locale.ROOT,
                                    "the data set is unusable: element %d of \"%s\" is %s",
                                    i,
                                    column,
                                    values[i]));
                }
            }
        }
        try {
            return new DataSet(
                    Points.over(true, arrays(columns)), columns.get(WEIGHT), system, systems);
        } catch (IllegalArgumentException e) {
            throw new IOException("the data set is inconsistent: " + e.getMessage(), e);
        }
    }

    /** Columns by variable and component. */
    private static double[][][] arrays(Map<String, double[]> columns) {
        return Arrays.stream(Variable.values())
                .map(
                        variable ->
                                held(columns, variable)
                                        ? variable.components(true).stream()
                                                .map(columns::get)
                                                .toArray(double[][]::new)
                                        : null)
                .toArray(double[][][]::new);
    }

    private static List<String> names(byte[] json) throws IOException {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (JacksonException e) {
            throw new IOException("it is not a JSON list of names", e);
        }
    }

    private static List<DensityOrigin> origins(byte[] json) throws IOException {
        try {
            return JSON.readValue(json, new TypeReference<List<DensityOrigin>>() {});
        } catch (JacksonException | NullPointerException e) {
            throw new IOException("it does not say where the densities come from", e);
        }
    }

    /** Keeps the caller's stream open when the zip is finished. */
    private static final class NotClosing extends FilterOutputStream {
        NotClosing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
