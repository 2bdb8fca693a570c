package xcflow.functional.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * NumPy's file format for one array, version 1.0, for vectors of {@code float64}, {@code int32} and
 * {@code uint8} in little-endian order.
 *
 * <p>Arrays are streamed through a small buffer. The header's length is padded to a multiple of 64
 * as NumPy does, so the same array always gives the same bytes.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** Takes blanks in one way only: a header of many blanks takes no longer than it is long. */
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{\\s*+'descr':\\s*+'([^']{1,20})',\\s*+'fortran_order':\\s*+(?:True|False),"
                            + "\\s*+'shape':\\s*+\\(\\s*+(\\d{1,18})\\s*+(?:,\\s*+)?+\\),?+\\s*+\\}\\s*+");

    private static final int LONGEST_QUOTED = 100;
    private static final int BUFFER = 1 << 16;

    private Npy() {}

    /**
     * What precedes the numbers of a vector.
     *
     * @param type NumPy's name of the element type, such as {@code <f8}
     */
    public record Header(String type, int length) {}

    /** Number of bytes that a vector takes, its header included. */
    public static long size(String type, int length) {
        return header(type, length).length + (long) elementSize(type) * length;
    }

    /** Writes a vector of doubles. */
    public static void write(double[] values, OutputStream out) throws IOException {
        out.write(header("<f8", values.length));
        var buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (buffer.remaining() < Double.BYTES) {
                flush(buffer, out);
            }
            buffer.putDouble(value);
        }
        flush(buffer, out);
    }

    /** Writes a vector of integers. */
    public static void write(int[] values, OutputStream out) throws IOException {
        out.write(header("<i4", values.length));
        var buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            if (buffer.remaining() < Integer.BYTES) {
                flush(buffer, out);
            }
            buffer.putInt(value);
        }
        flush(buffer, out);
    }

    /** Writes a vector of bytes, which is how text is kept. */
    public static void write(byte[] values, OutputStream out) throws IOException {
        out.write(header("|u1", values.length));
        out.write(values);
    }

    private static void flush(ByteBuffer buffer, OutputStream out) throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private static byte[] header(String type, int length) {
        var text =
                "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + length + ",), }";
        int unpadded = MAGIC.length + 4 + text.length() + 1;
        int padding = (64 - unpadded % 64) % 64;
        var bytes = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        var buffer = ByteBuffer.allocate(MAGIC.length + 4 + bytes.length);
        buffer.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0);
        return buffer.putShort((short) bytes.length).put(bytes).array();
    }

    private static int elementSize(String type) throws IllegalArgumentException {
        return switch (type) {
            case "<f8" -> 8;
            case "<i4" -> 4;
            case "|u1" -> 1;
            default -> throw new IllegalArgumentException("element type " + type);
        };
    }

    /**
     * Reads the header of a vector.
     *
     * @throws IOException if this is no vector, or one of more than {@code limit} elements
     */
    public static Header readHeader(InputStream in, int limit) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 4);
        boolean magic = start.length == MAGIC.length + 4;
        for (int i = 0; magic && i < MAGIC.length; i++) {
            magic = start[i] == MAGIC[i];
        }
        if (!magic) {
            throw new IOException("it is not an array in NumPy's format");
        }
        if (start[6] != 1) {
            throw new IOException("only version 1.0 of NumPy's format is read, not " + start[6]);
        }
        int length = (start[8] & 0xff) | (start[9] & 0xff) << 8;
        var header = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        var match = HEADER.matcher(header);
        if (!match.matches()) {
            var quoted = header.strip();
            throw new IOException(
                    "it is not a vector: "
                            + (quoted.length() > LONGEST_QUOTED
                                    ? quoted.substring(0, LONGEST_QUOTED) + "..."
                                    : quoted));
        }
        long elements = Long.parseLong(match.group(2));
        if (elements > limit) {
            throw new IOException(
                    "it has " + elements + " elements, more than the " + limit + " permitted");
        }
        return new Header(match.group(1), (int) elements);
    }

    /** Reads a vector of doubles. */
    public static double[] readDoubles(InputStream in, int limit) throws IOException {
        var header = readHeader(in, limit);
        require(header, "<f8");
        // What the header promises is believed only as far as the numbers really come.
        double[] values = new double[Math.min(BUFFER, header.length())];
        byte[] chunk = new byte[BUFFER];
        for (int at = 0; at < header.length(); ) {
            if (at == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(2L * at, header.length()));
            }
            var buffer = fill(in, chunk, Math.min(BUFFER / 8, values.length - at) * 8);
            while (buffer.hasRemaining()) {
                values[at++] = buffer.getDouble();
            }
        }
        return values;
    }

    /** Reads a vector of integers. */
    public static int[] readInts(InputStream in, int limit) throws IOException {
        var header = readHeader(in, limit);
        require(header, "<i4");
        // What the header promises is believed only as far as the numbers really come.
        int[] values = new int[Math.min(BUFFER, header.length())];
        byte[] chunk = new byte[BUFFER];
        for (int at = 0; at < header.length(); ) {
            if (at == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(2L * at, header.length()));
            }
            var buffer = fill(in, chunk, Math.min(BUFFER / 4, values.length - at) * 4);
            while (buffer.hasRemaining()) {
                values[at++] = buffer.getInt();
            }
        }
        return values;
    }

    /** Reads a vector of bytes. */
    public static byte[] readBytes(InputStream in, int limit) throws IOException {
        var header = readHeader(in, limit);
        require(header, "|u1");
        byte[] values = in.readNBytes(header.length());
        if (values.length < header.length()) {
            throw new EOFException("it ends too early");
        }
        return values;
    }

    private static void require(Header header, String type) throws IOException {
        if (!header.type().equals(type)) {
            throw new IOException("its elements are " + header.type() + " instead of " + type);
        }
    }

    private static ByteBuffer fill(InputStream in, byte[] chunk, int length) throws IOException {
        if (in.readNBytes(chunk, 0, length) < length) {
            throw new EOFException("it ends too early");
        }
        return ByteBuffer.wrap(chunk, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
