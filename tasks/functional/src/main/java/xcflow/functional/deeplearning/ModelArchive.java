package xcflow.functional.deeplearning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.dataset.ZipDate;

/**
 * What of a model file is given to Deeplearning4j. The library brings serialised Java objects in a
 * file to life, and thereby runs whatever code a stranger chose: only the layers and their numbers
 * get through, in the size that they may have.
 */
final class ModelArchive {
    private static final String LAYERS = "configuration.json";
    private static final String NUMBERS = "coefficients.bin";

    /** Most bytes of the description of the layers. */
    private static final int MOST_LAYERS = 1 << 20;

    /** Most bytes of everything that is not used, such as the state of an optimiser. */
    private static final int MOST_ELSE = 1 << 24;

    /** Bytes of the shape before the numbers, with plenty to spare. */
    private static final int HEADER = 4096;

    /** Where the classes of a configuration may come from. */
    private static final List<String> TRUSTED =
            List.of("org.deeplearning4j.", "org.nd4j.", Gelu.class.getPackageName() + ".");

    private ModelArchive() {}

    /**
     * The same model without anything but layers and numbers.
     *
     * @param count how many numbers the model may have
     * @throws IOException if it unpacks to more than it may, or names classes of others
     */
    static byte[] harmless(byte[] zip, int count) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        int left = MOST_ELSE;
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                switch (name) {
                    case LAYERS -> entries.put(name, read(in, name, MOST_LAYERS));
                    case NUMBERS -> entries.put(name, read(in, name, HEADER + 16 * count));
                    default -> left -= read(in, name, left).length;
                }
            }
        }
        requireTrusted(entries.get(LAYERS));
        if (!entries.containsKey(NUMBERS)) {
            throw new IOException("this is no model of Deeplearning4j: it has no " + NUMBERS);
        }
        return zip(entries);
    }

    private static byte[] read(InputStream in, String name, int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new IOException(
                    name + " unpacks to more than the " + most + " bytes it may have");
        }
        return bytes;
    }

    private static void requireTrusted(byte[] layers) throws IOException {
        if (layers == null) {
            throw new IOException("this is no model of Deeplearning4j: it has no " + LAYERS);
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(layers);
            for (JsonNode name : root.findValues("@class")) {
                if (TRUSTED.stream().noneMatch(name.asString("")::startsWith)) {
                    throw new IOException(
                            "the model names a class that is not Deeplearning4j's: " + name);
                }
            }
        } catch (JacksonException e) {
            throw new IOException(
                    "this is no model of Deeplearning4j: " + e.getOriginalMessage(), e);
        }
    }

    /** Entries in the order of their names, dated 1980. */
    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var content : new TreeMap<>(entries).entrySet()) {
                var entry = new ZipEntry(content.getKey());
                ZipDate.UTC.stamp(entry);
                out.putNextEntry(entry);
                out.write(content.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
