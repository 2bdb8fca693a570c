package xcflow.functional.deeplearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Network;

/** Model files come from strangers. */
class ModelFileTest {
    private static final String COEFFICIENTS = "coefficients.bin";

    /** Set by whoever lets a file's objects come to life. */
    private static final AtomicBoolean ALIVE = new AtomicBoolean();

    /** What a stranger would put into a file. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            ALIVE.set(true);
        }
    }

    private static Network network() {
        double[] parameters =
                new Random(5).doubles(Network.parameterCount(2, 3, 2), -1, 1).toArray();
        return new Network(2, 3, 2, Activation.GELU, parameters);
    }

    private static Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        var bytes = new ByteArrayInputStream(ModelFile.write(network()));
        try (var in = new ZipInputStream(bytes)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(ModelFile.read(zip(entries()), 2, 3, 2)).containsExactly(network().parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "updaterState.bin"})
    void objectsInAFileNeverComeToLife(String name) throws IOException {
        var trap = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(trap)) {
            out.writeObject(new Trap());
        }
        var entries = entries();
        entries.put(name, trap.toByteArray());
        ALIVE.set(false);
        double[] read = ModelFile.read(zip(entries), 2, 3, 2);
        assertThat(ALIVE).isFalse();
        assertThat(read).containsExactly(network().parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {COEFFICIENTS, "configuration.json", "anything-else"})
    void aFileThatUnpacksToTooMuchIsRefused(String name) throws IOException {
        var entries = entries();
        entries.put(name, new byte[20_000_000]);
        assertThatThrownBy(() -> ModelFile.read(zip(entries), 2, 3, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unpacks to more than");
    }

    @Test
    void classesOfOthersAreRefused() throws IOException {
        var entries = entries();
        var layers = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
        String changed = layers.replace("xcflow.functional.deeplearning.Gelu", "com.evil.Gelu");
        assertThat(changed).isNotEqualTo(layers);
        // A property's name may be written in many ways.
        String hidden = changed.replace("\"@class\"", "\"\\u0040class\"");
        for (String text : List.of(changed, hidden)) {
            entries.put("configuration.json", text.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> ModelFile.read(zip(entries), 2, 3, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("com.evil.Gelu");
        }
    }

    @Test
    void numbersThatAreNotThereAreNotWaitedFor() throws IOException {
        var entries = entries();
        var huge = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(huge)) {
            // As Nd4j.write has it: the shape, and then the numbers.
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(8);
            out.writeUTF("LONG");
            for (long value : new long[] {2, 1, 1L << 40, 1, 1, 16384, 1, 99}) {
                out.writeLong(value);
            }
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(1L << 40);
            out.writeUTF("DOUBLE");
        }
        entries.put(COEFFICIENTS, huge.toByteArray());
        assertThatThrownBy(() -> ModelFile.read(zip(entries), 2, 3, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Deeplearning4j");
    }

    @Test
    void damagedPartsAreNoModel() throws IOException {
        for (String name : entries().keySet()) {
            var without = entries();
            without.remove(name);
            assertThatThrownBy(() -> ModelFile.read(zip(without), 2, 3, 2))
                    .isInstanceOf(IOException.class);
            var damaged = entries();
            damaged.put(name, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> ModelFile.read(zip(damaged), 2, 3, 2))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> ModelFile.read(new byte[] {1, 2, 3}, 2, 3, 2))
                .isInstanceOf(IOException.class);
    }
}
