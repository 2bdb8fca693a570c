package xcflow.functional.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xcflow.functional.deeplearning.ModelFile;
import xcflow.functional.export.ModelExport;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;

class ForeignFunctionalTest {
    private static final NeuralFunctional STUDY = untrained(Architecture.STUDY, Activation.GELU);

    private static NeuralFunctional untrained(Architecture architecture, Activation activation) {
        var shape = new Shape(4, 2, activation);
        return NeuralFunctional.untrained(
                architecture.specify("mine", "PBE", Constraints.NONE, shape, shape, 9));
    }

    /** As numpy.savez writes it. */
    private static byte[] npz(Map<String, byte[]> arrays) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] npy(String shape, boolean columnsFirst, double... values) {
        String header =
                "{'descr': '<f8', 'fortran_order': "
                        + (columnsFirst ? "True" : "False")
                        + ", 'shape': "
                        + shape
                        + ", }";
        header = header + " ".repeat(117 - header.length()) + "\n";
        var buffer = ByteBuffer.allocate(10 + header.length() + 8 * values.length);
        buffer.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
        buffer.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        buffer.putShort((short) header.length());
        buffer.put(header.getBytes(StandardCharsets.US_ASCII));
        for (double value : values) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }

    /** The weights of {@link #STUDY}, the first matrix of correlation column by column. */
    private static Map<String, byte[]> arrays() {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        for (String part : new String[] {"exchange", "correlation"}) {
            boolean exchange = part.equals("exchange");
            var factor = exchange ? STUDY.exchangeFactor() : STUDY.correlationFactor();
            double[] all = factor.network().parameters();
            int at = 0;
            for (int layer = 0; layer <= 2; layer++) {
                int in = layer == 0 ? factor.spec().inputs().size() : 4;
                int out = layer == 2 ? 1 : 4;
                boolean turned = !exchange && layer == 0;
                double[] weights = new double[in * out];
                for (int o = 0; o < out; o++) {
                    for (int i = 0; i < in; i++) {
                        weights[turned ? i * out + o : o * in + i] = all[at + o * in + i];
                    }
                }
                at += in * out;
                double[] biases = java.util.Arrays.copyOfRange(all, at, at + out);
                at += out;
                String prefix = part + "." + layer + ".";
                arrays.put(prefix + "weight", npy("(" + out + ", " + in + ")", turned, weights));
                arrays.put(prefix + "bias", npy("(" + out + ",)", false, biases));
            }
        }
        return arrays;
    }

    @Test
    void weightsOfNumpyGiveTheSameFunctional() throws IOException {
        var read = ForeignFunctional.parse(ForeignFunctional.describe(STUDY)).with(npz(arrays()));
        assertThat(read.exchangeFactor().network().parameters())
                .containsExactly(STUDY.exchangeFactor().network().parameters());
        assertThat(read.correlationFactor().network().parameters())
                .containsExactly(STUDY.correlationFactor().network().parameters());
        assertThat(read.correlationFactor().spec()).isEqualTo(STUDY.correlationFactor().spec());
    }

    @Test
    void whatIsMissingOrOfAnotherShapeIsNamed() throws IOException {
        var description = ForeignFunctional.parse(ForeignFunctional.describe(STUDY));
        var missing = arrays();
        missing.remove("correlation.1.bias");
        assertThatThrownBy(() -> description.with(npz(missing)))
                .hasMessageContaining("no array \"correlation.1.bias\"");
        var other = arrays();
        other.put("exchange.1.weight", npy("(4, 3)", false, new double[12]));
        assertThatThrownBy(() -> description.with(npz(other)))
                .hasMessageContaining("shape (4, 3) instead of (4, 4)");
        var deeper = arrays();
        deeper.put("exchange.9.bias", deeper.get("exchange.0.bias"));
        assertThatThrownBy(() -> description.with(npz(deeper)))
                .hasMessageContaining("does not use: exchange.9.bias");
        var bad = arrays();
        bad.put("exchange.2.bias", npy("(1,)", false, Double.NaN));
        assertThatThrownBy(() -> description.with(npz(bad))).hasMessageContaining("NaN");
        assertThatThrownBy(() -> description.with(new byte[] {1, 2, 3}))
                .hasMessageContaining("not an .npz");
        byte[] foreign = "{\"format\": \"other\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ForeignFunctional.parse(foreign))
                .hasMessageContaining("format must be");
    }

    @Test
    @Tag("numerics")
    void modelsOfDeeplearning4jGoOutAndComeBack() throws IOException {
        for (var functional :
                new NeuralFunctional[] {
                    STUDY, untrained(Architecture.UNCONSTRAINED, Activation.TANH)
                }) {
            var files = new ModelExport().files("dl4j", FunctionalFile.bytes(functional));
            assertThat(new ModelExport().files("dl4j", FunctionalFile.bytes(functional)))
                    .allSatisfy((path, content) -> assertThat(content).isEqualTo(files.get(path)));
            var description = ForeignFunctional.parse(files.get("description.json"));
            int inputs = functional.correlationFactor().spec().inputs().size();
            int own = functional.exchangeFactor().spec().inputs().size();
            var read =
                    description.with(
                            ModelFile.read(files.get("exchange.zip"), own, 4, 2),
                            ModelFile.read(files.get("correlation.zip"), inputs, 4, 2));
            assertThat(read.correlationFactor().network().parameters())
                    .containsExactly(functional.correlationFactor().network().parameters());
            assertThat(read.exchangeFactor().network().parameters())
                    .containsExactly(functional.exchangeFactor().network().parameters());
            assertThatThrownBy(() -> ModelFile.read(files.get("exchange.zip"), own, 5, 2))
                    .hasMessageContaining("other layers");
        }
        assertThatThrownBy(() -> ModelFile.read(new byte[] {1, 2}, 1, 4, 2))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFactorWithMoreThanItsNetworkCannotBeDescribed() {
        var shape = new Shape(4, 2, Activation.TANH);
        var constrained =
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "c", "PBE", Constraints.ALL, shape, shape, 1));
        assertThatThrownBy(() -> ForeignFunctional.describe(constrained))
                .hasMessageContaining("damping, an envelope or a leading term");
    }
}
