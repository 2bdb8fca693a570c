package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import xcflow.functional.deeplearning.ModelFile;
import xcflow.functional.foreign.ForeignFunctional;
import xcflow.spi.FunctionalExport;

/** Writes a functional's networks as models of Deeplearning4j. */
public final class ModelExport implements FunctionalExport {
    private static final String README =
            """
            # %s for Deeplearning4j

            `exchange.zip` and `correlation.zip` are models as `ModelSerializer.restoreMultiLayerNetwork`
            reads them, in double precision. `description.json` says what their inputs are and how the
            factors follow from their outputs; the words are explained in xcflow's
            docs/functional-file.md. A model with the exact GELU names the class
            `xcflow.functional.deeplearning.Gelu`, which has to be on the class path.

            `xcflow functional add description.json --exchange exchange.zip --correlation correlation.zip`
            reads them back, also after further training elsewhere.
            """;

    @Override
    public List<String> formats() {
        return List.of("dl4j");
    }

    @Override
    public String directory(byte[] functional) throws IOException {
        return Exported.of(functional).identifier();
    }

    @Override
    public SortedMap<String, byte[]> files(String format, byte[] functional) throws IOException {
        var exported = Exported.of(functional);
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("description.json", ForeignFunctional.describe(exported.functional()));
        files.put(
                "exchange.zip", ModelFile.write(exported.functional().exchangeFactor().network()));
        files.put(
                "correlation.zip",
                ModelFile.write(exported.functional().correlationFactor().network()));
        files.put("functional.xcf", exported.file());
        files.put("README.md", text(README.replace("%s", exported.name())));
        var digests = new StringBuilder();
        files.forEach(
                (path, content) ->
                        digests.append(Digests.sha256(content))
                                .append("  ")
                                .append(path)
                                .append('\n'));
        files.put("SHA256SUMS", text(digests.toString()));
        return files;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Path build(String format, Path directory) throws IOException {
        throw new IOException("there is nothing to build in models of Deeplearning4j");
    }
}
