package xcflow.functional.deeplearning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import xcflow.functional.neural.Network;

/** Networks as Deeplearning4j's model files. */
public final class ModelFile {
    private ModelFile() {}

    /** The file of a network; the same network gives the same bytes. */
    public static byte[] write(Network network) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(Models.of(network), bytes, false);
        return undated(bytes.toByteArray());
    }

    /** The same entries in the order of their names, dated 1980. */
    private static byte[] undated(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return ModelArchive.zip(entries);
    }

    /**
     * Parameters of a network of the given shape, in the order of {@link Network}.
     *
     * @throws IOException if it is no model, or one of another shape; the message says which
     */
    public static double[] read(byte[] file, int inputs, int width, int depth) throws IOException {
        byte[] harmless = ModelArchive.harmless(file, Network.parameterCount(inputs, width, depth));
        MultiLayerNetwork model;
        try {
            Models.load();
            model =
                    ModelSerializer.restoreMultiLayerNetwork(
                            new ByteArrayInputStream(harmless), false);
        } catch (RuntimeException e) {
            throw new IOException("this is not a model of Deeplearning4j: " + e.getMessage(), e);
        }
        boolean fits = model.getnLayers() == depth + 1;
        for (int layer = 0; fits && layer <= depth; layer++) {
            fits =
                    model.getLayer(layer).conf().getLayer() instanceof FeedForwardLayer dense
                            && dense.getNIn() == (layer == 0 ? inputs : width)
                            && dense.getNOut() == (layer == depth ? 1 : width);
        }
        double[] parameters = fits ? Models.parameters(model) : new double[0];
        if (parameters.length != Network.parameterCount(inputs, width, depth)) {
            throw new IOException(
                    "the model of Deeplearning4j has other layers than the description says");
        }
        return parameters;
    }
}
