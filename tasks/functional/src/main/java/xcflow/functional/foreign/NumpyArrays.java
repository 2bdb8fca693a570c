package xcflow.functional.foreign;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/** Arrays of NumPy's {@code .npz}: vectors and matrices of float32 or float64. */
final class NumpyArrays {
    private static final int LARGEST = 64 << 20;
    private static final int MOST = 1000;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': ?'<f([48])', ?'fortran_order': ?(True|False), ?'shape': ?"
                            + "\\((\\d{1,9}),? ?(\\d{1,9})?\\),? ?\\}\\s*");

    private NumpyArrays() {}

    /**
     * @param rows 1 for a vector
     * @param values row by row
     */
    record Matrix(int rows, int columns, double[] values) {}

    /**
     * The arrays by their names.
     *
     * @throws IOException if it is no such file, or has other arrays; the message says which
     */
    static Map<String, Matrix> read(byte[] npz) throws IOException {
        Map<String, Matrix> arrays = new HashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(npz))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes(LARGEST + 1);
                if (content.length > LARGEST || arrays.size() >= MOST) {
                    throw new IOException("the weights are too large");
                }
                String name = entry.getName().replaceFirst("\\.npy$", "");
                arrays.put(name, array(name, content));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the weights are damaged: " + e.getMessage(), e);
        }
        if (arrays.isEmpty()) {
            throw new IOException("the weights are not an .npz file of NumPy");
        }
        return arrays;
    }

    private static Matrix array(String name, byte[] npy) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(npy));
        byte[] magic = in.readNBytes(6);
        if (magic.length < 6 || magic[0] != (byte) 0x93 || magic[1] != 'N') {
            throw new IOException("\"" + name + "\" is not an array of NumPy");
        }
        int version = in.read();
        in.read();
        byte[] size = in.readNBytes(version == 1 ? 2 : 4);
        int length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | size[i] & 0xff;
        }
        String header =
                new String(in.readNBytes(Math.min(length, 1 << 16)), StandardCharsets.ISO_8859_1);
        Matcher found = HEADER.matcher(header.strip());
        if (!found.matches()) {
            throw new IOException(
                    "\""
                            + name
                            + "\" must be a vector or a matrix of little-endian float32 or float64,"
                            + " not "
                            + header.strip());
        }
        boolean matrix = found.group(4) != null;
        int rows = matrix ? Integer.parseInt(found.group(3)) : 1;
        int columns = Integer.parseInt(found.group(matrix ? 4 : 3));
        int width = Integer.parseInt(found.group(1));
        byte[] data = in.readAllBytes();
        if ((long) rows * columns * width != data.length) {
            throw new IOException("\"" + name + "\" is cut off");
        }
        return new Matrix(
                rows, columns, values(data, width, rows, columns, found.group(2).equals("True")));
    }

    private static double[] values(
            byte[] data, int width, int rows, int columns, boolean columnsFirst) {
        var buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            double value = width == 8 ? buffer.getDouble() : buffer.getFloat();
            values[columnsFirst ? i % rows * columns + i / rows : i] = value;
        }
        return values;
    }
}
