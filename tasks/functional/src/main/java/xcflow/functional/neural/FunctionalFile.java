package xcflow.functional.neural;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import xcflow.functional.dataset.Npy;
import xcflow.functional.dataset.ZipDate;
import xcflow.functional.neural.FunctionalHeader.Weights;

/**
 * The file of a neural functional: a zip with {@code functional.json}, which declares everything
 * needed to evaluate it, and its weights as NumPy vectors {@code exchange.npy} and {@code
 * correlation.npy} in the order of {@link Network}.
 *
 * <p>The same functional always gives the same bytes, and their SHA-256 is its identity. Entries
 * are stored uncompressed, in this order, dated 1980 in UTC. A reader accepts exactly the bytes
 * that the writer would write, or an earlier release in another time zone: whatever else is in a
 * file makes it damaged or foreign.
 */
public final class FunctionalFile {
    /** Usual extension of such files, with the dot. */
    public static final String EXTENSION = ".xcf";

    /** Media type of such files. */
    public static final String MEDIA_TYPE = "application/vnd.xcflow.functional+zip";

    private static final String HEADER = "functional.json";
    private static final String EXCHANGE = "exchange.npy";
    private static final String CORRELATION = "correlation.npy";
    private static final int LARGEST = 256 << 20;
    private static final int LARGEST_HEADER = 1 << 20;

    private FunctionalFile() {}

    /** The file's bytes. */
    public static byte[] bytes(NeuralFunctional functional) throws IOException {
        return bytes(functional, ZipDate.UTC);
    }

    private static byte[] bytes(NeuralFunctional functional, ZipDate date) throws IOException {
        byte[] exchange = npy(functional.exchangeFactor().network().parameters());
        byte[] correlation = npy(functional.correlationFactor().network().parameters());
        var header =
                new FunctionalHeader(
                        functional.spec(),
                        functional.trainedOn(),
                        new Weights(
                                EXCHANGE,
                                functional.exchangeFactor().network().parameterCount(),
                                sha256(exchange)),
                        new Weights(
                                CORRELATION,
                                functional.correlationFactor().network().parameterCount(),
                                sha256(correlation)));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, date, HEADER, header.bytes());
            store(zip, date, EXCHANGE, exchange);
            store(zip, date, CORRELATION, correlation);
        }
        return bytes.toByteArray();
    }

    /** Writes the file and leaves the stream open. */
    public static void write(NeuralFunctional functional, OutputStream out) throws IOException {
        out.write(bytes(functional));
    }

    /** The SHA-256 of the file that is written now, in lower-case hexadecimal digits. */
    public static String digest(NeuralFunctional functional) {
        try {
            return sha256(bytes(functional));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The identity of a functional that was read from a file, perhaps of an earlier release. */
    public static String digest(Path file) throws IOException {
        return sha256(Files.readAllBytes(file));
    }

    /** What {@code functional.json} of the functional's file says. */
    public static String describe(NeuralFunctional functional) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes(functional)))) {
            zip.getNextEntry();
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads a functional and leaves the stream open.
     *
     * @throws IOException if the content is damaged, foreign or of a newer version; the message
     *     says which
     */
    public static NeuralFunctional read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("this is not the file of a functional: it is too large");
        }
        var entries = entries(bytes);
        if (!entries.containsKey(HEADER)) {
            throw new IOException(
                    "this is not the file of a functional: it has no " + HEADER + " inside");
        }
        var header = FunctionalHeader.parse(entries.get(HEADER));
        double[] exchange = weights(entries, header.exchange());
        double[] correlation = weights(entries, header.correlation());
        NeuralFunctional functional;
        try {
            functional =
                    new NeuralFunctional(
                            header.functional(), exchange, correlation, header.trainedOn());
        } catch (IllegalArgumentException e) {
            throw new IOException("the functional's file is unusable: " + e.getMessage(), e);
        }
        if (!Arrays.equals(bytes, bytes(functional, date(bytes)))) {
            throw new IOException(
                    "the functional's file is damaged: its bytes are not those that its content is"
                            + " written as");
        }
        return functional;
    }

    /** What the entries are dated: releases before 0.2 dated them by the zone of the machine. */
    private static ZipDate date(byte[] bytes) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            return ZipDate.of(zip.getNextEntry());
        }
    }

    private static double[] weights(Map<String, byte[]> entries, Weights weights)
            throws IOException {
        byte[] bytes = entries.get(weights.entry());
        if (bytes == null || !sha256(bytes).equals(weights.sha256())) {
            throw new IOException(
                    "the functional's file is damaged: "
                            + weights.entry()
                            + (bytes == null ? " is missing" : " is not what its header says"));
        }
        double[] values = Npy.readDoubles(new ByteArrayInputStream(bytes), LARGEST / 8);
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IOException("the functional's file is unusable: a weight is " + value);
            }
        }
        return values;
    }

    /** Entries by their names, which are never used as paths. */
    private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
        var entries = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                // Entries are not compressed: none is longer than the file, whatever it unpacks to.
                int limit = entry.getName().equals(HEADER) ? LARGEST_HEADER : bytes.length;
                byte[] content = zip.readNBytes(limit + 1);
                if (content.length > limit || entries.size() > 2) {
                    throw new IOException(
                            "this is not the file of a functional: " + entry.getName());
                }
                entries.put(entry.getName(), content);
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new IOException("the functional's file is damaged: " + e.getMessage(), e);
        }
        return entries;
    }

    private static void store(ZipOutputStream zip, ZipDate date, String name, byte[] content)
            throws IOException {
        var crc = new CRC32();
        crc.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        date.stamp(entry);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] npy(double[] values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Npy.write(values, bytes);
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
