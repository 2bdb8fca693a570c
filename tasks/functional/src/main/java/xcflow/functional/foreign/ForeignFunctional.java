package xcflow.functional.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.ExchangeShare;
import xcflow.functional.foreign.NumpyArrays.Matrix;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Descriptor;
import xcflow.functional.neural.Envelope;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.Gate;
import xcflow.functional.neural.Initialisation;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.NeuralSpec;
import xcflow.functional.neural.Response;

/**
 * A functional that was made elsewhere, as a description in JSON that declares its two factors with
 * the words of {@code docs/functional-file.md}, and its weights: arrays {@code exchange.0.weight}
 * [outputs][inputs], {@code exchange.0.bias} and so on, as PyTorch and Equinox have them.
 *
 * @param name by which its author knows it
 * @param reference functional that it imitates, or empty
 * @param base what the factors multiply; the uniform gas if it is left out
 */
public record ForeignFunctional(
        String name, String reference, String base, Part exchange, Part correlation) {

    private static final String FORMAT = "xcflow foreign functional";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** Declaration of a factor; what may be left out is null then. */
    public record Part(
            List<Descriptor> inputs,
            int width,
            int depth,
            Activation activation,
            Gate gate,
            Response response,
            Double limit) {

        /** The declaration in our words. */
        public FactorSpec spec() throws IOException {
            if (inputs == null || activation == null || response == null) {
                throw new IOException(
                        "a part of the functional lacks its inputs, activation or response");
            }
            try {
                return new FactorSpec(
                        inputs,
                        width,
                        depth,
                        activation,
                        gate == null ? Gate.NONE : gate,
                        response,
                        limit == null ? 0 : limit,
                        false);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** The members of the JSON object. */
    private record Written(
            String format,
            int version,
            String name,
            String reference,
            String base,
            Part exchange,
            Part correlation) {}

    /**
     * @throws IOException if it is no such description; the message says why
     */
    public static ForeignFunctional parse(byte[] json) throws IOException {
        try {
            var written = JSON.readValue(json, Written.class);
            if (!FORMAT.equals(written.format) || written.version != 1) {
                throw new IOException(
                        "this is not the description of a functional: format must be \""
                                + FORMAT
                                + "\" and version 1");
            }
            if (written.name == null || written.exchange == null || written.correlation == null) {
                throw new IOException(
                        "the description of the functional lacks its name, exchange or correlation");
            }
            return new ForeignFunctional(
                    written.name,
                    written.reference == null ? "" : written.reference,
                    written.base == null ? Architecture.UNIFORM_GAS : written.base,
                    written.exchange,
                    written.correlation);
        } catch (JacksonException e) {
            throw new IOException(
                    "the description of the functional is unusable: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether {@link #describe} can: without damping and leading terms. */
    public static boolean describes(NeuralFunctional functional) {
        var spec = functional.spec();
        return Stream.of(spec.exchange(), spec.correlation())
                .noneMatch(
                        factor ->
                                factor.damped()
                                        || factor.leading().coefficient() != 0
                                        || factor.envelope() != Envelope.NONE);
    }

    /** The description of a functional with which it could be imported again. */
    public static byte[] describe(NeuralFunctional functional) throws IOException {
        if (!describes(functional)) {
            throw new IOException(
                    "a factor with damping, an envelope or a leading term has more than its"
                            + " network, which this format cannot say");
        }
        var spec = functional.spec();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("version", 1);
        root.put("name", spec.name());
        root.put("reference", spec.reference());
        root.put("base", spec.base());
        root.put("exchange", part(spec.exchange()));
        root.put("correlation", part(spec.correlation()));
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        return (text.replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> part(FactorSpec factor) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("inputs", factor.inputs());
        part.put("width", factor.width());
        part.put("depth", factor.depth());
        part.put("activation", factor.activation());
        part.put("gate", factor.gate());
        part.put("response", factor.response());
        part.put("limit", factor.limit());
        return part;
    }

    /**
     * The functional with the weights of a {@code .npz} file.
     *
     * @throws IOException if they do not fit; the message says what is missing
     */
    public NeuralFunctional with(byte[] npz) throws IOException {
        Map<String, Matrix> arrays = NumpyArrays.read(npz);
        double[] exchangeWeights = parameters("exchange", exchange.spec(), arrays);
        double[] correlationWeights = parameters("correlation", correlation.spec(), arrays);
        requireAllUsed(arrays.keySet());
        return with(exchangeWeights, correlationWeights);
    }

    /** Surplus weights belong to a deeper network than the described one: another functional. */
    private void requireAllUsed(Set<String> names) throws IOException {
        Set<String> surplus = new TreeSet<>(names);
        Map.of("exchange", exchange.spec(), "correlation", correlation.spec())
                .forEach(
                        (part, spec) -> {
                            for (int layer = 0; layer <= spec.depth(); layer++) {
                                surplus.remove(part + "." + layer + ".weight");
                                surplus.remove(part + "." + layer + ".bias");
                            }
                        });
        if (!surplus.isEmpty()) {
            throw new IOException(
                    "the weights have arrays that the description does not use: "
                            + String.join(", ", surplus));
        }
    }

    /**
     * The functional with parameters in our own order.
     *
     * @throws IOException if they do not fit; the message says why
     */
    public NeuralFunctional with(double[] exchangeWeights, double[] correlationWeights)
            throws IOException {
        try {
            return new NeuralFunctional(
                    new NeuralSpec(
                            name,
                            Architecture.UNCONSTRAINED,
                            base,
                            reference,
                            exchange.spec(),
                            correlation.spec(),
                            new Initialisation(0, 1),
                            ExchangeShare.NONE),
                    exchangeWeights,
                    correlationWeights);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static double[] parameters(String part, FactorSpec spec, Map<String, Matrix> arrays)
            throws IOException {
        double[] all = new double[spec.parameterCount()];
        int at = 0;
        for (int layer = 0; layer <= spec.depth(); layer++) {
            int inputs = layer == 0 ? spec.inputs().size() : spec.width();
            int outputs = layer == spec.depth() ? 1 : spec.width();
            String prefix = part + "." + layer + ".";
            at = take(arrays, prefix + "weight", outputs, inputs, all, at);
            at = take(arrays, prefix + "bias", 1, outputs, all, at);
        }
        return all;
    }

    private static int take(
            Map<String, Matrix> arrays, String name, int rows, int columns, double[] all, int at)
            throws IOException {
        Matrix matrix = arrays.get(name);
        if (matrix == null) {
            throw new IOException(
                    "the weights have no array \""
                            + name
                            + "\"; they have "
                            + String.join(", ", new TreeSet<>(arrays.keySet())));
        }
        // A matrix with one row may be written as a vector.
        boolean fits =
                matrix.rows() == rows && matrix.columns() == columns
                        || rows == 1 && matrix.rows() * matrix.columns() == columns;
        if (!fits) {
            throw new IOException(
                    "\""
                            + name
                            + "\" has the shape ("
                            + matrix.rows()
                            + ", "
                            + matrix.columns()
                            + ") instead of ("
                            + rows
                            + ", "
                            + columns
                            + ")");
        }
        for (double value : matrix.values()) {
            if (!Double.isFinite(value)) {
                throw new IOException("\"" + name + "\" has a weight that is " + value);
            }
        }
        System.arraycopy(matrix.values(), 0, all, at, rows * columns);
        return at + rows * columns;
    }
}
