package xcflow.functional.neural;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import xcflow.functional.ExchangeShare;

/**
 * Content of {@code functional.json}: what is declared of a functional.
 *
 * @param trainedOn empty if it was not trained here
 */
record FunctionalHeader(
        NeuralSpec functional,
        Optional<TrainingDomain> trainedOn,
        Weights exchange,
        Weights correlation) {

    /**
     * Version of the layout of {@code functional.json} and of the meaning of what it declares. 6:
     * knows the gradients of both spins.
     */
    static final int SCHEMA = 6;

    /** Knows exact exchange. */
    private static final int SCHEMA_WITH_EXACT_EXCHANGE = 5;

    /** Knows the words of meta-GGAs. */
    private static final int SCHEMA_WITH_ENVELOPE = 4;

    /** Says where the functional was trained, and knows the words of the architecture study. */
    private static final int SCHEMA_WITH_DOMAIN = 3;

    /** Version for functionals with a {@link Leading} term. */
    private static final int SCHEMA_WITH_LEADING = 2;

    /** Version for functionals without one, in which nothing is said about it. */
    private static final int SCHEMA_WITHOUT_LEADING = 1;

    private static final String FORMAT = "xcflow neural functional";
    private static final String FUNCTIONAL = "functional";
    private static final String LEADING = "leading";
    private static final String ENVELOPE = "envelope";
    private static final String TRAINED_ON = "trained-on";
    private static final String EXACT_EXCHANGE = "exact-exchange";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final ObjectWriter PRETTY =
            JSON.writer()
                    .with(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /**
     * @param entry name of the entry that holds the parameters
     * @param count number of parameters
     * @param sha256 of the entry's bytes
     */
    record Weights(String entry, int count, String sha256) {}

    /** The members as they are written. */
    private record Written(
            String format,
            int schema,
            NeuralSpec functional,
            Weights exchange,
            Weights correlation) {}

    /** The oldest version that says everything: what older programs can read stays readable. */
    private int schema() {
        if (functional.correlation().dependsOnSpinGradients()) {
            return SCHEMA;
        }
        if (!functional.exactExchange().isNone()) {
            return SCHEMA_WITH_EXACT_EXCHANGE;
        }
        if (isOfKineticEnergy(functional)) {
            return SCHEMA_WITH_ENVELOPE;
        }
        if (trainedOn.isPresent() || isOfStudy(functional)) {
            return SCHEMA_WITH_DOMAIN;
        }
        boolean without =
                functional.exchange().leading().isNone()
                        && functional.correlation().leading().isNone();
        return without ? SCHEMA_WITHOUT_LEADING : SCHEMA_WITH_LEADING;
    }

    /** Whether it is declared by words that schema 3 does not know. */
    private static boolean isOfKineticEnergy(NeuralSpec spec) {
        return List.of(spec.exchange(), spec.correlation()).stream()
                .anyMatch(
                        factor ->
                                factor.dependsOnKineticEnergy()
                                        || factor.gate() == Gate.DIFFERENCE
                                        || !factor.envelope().isNone());
    }

    /** Whether it is declared by words that schema 2 does not know. */
    private static boolean isOfStudy(NeuralSpec spec) {
        var inputs =
                EnumSet.of(
                        Descriptor.LOGARITHMIC_DENSITY,
                        Descriptor.LOGARITHMIC_SPIN,
                        Descriptor.LOGARITHMIC_GRADIENT);
        return spec.architecture() == Architecture.STUDY
                || List.of(spec.exchange(), spec.correlation()).stream()
                        .anyMatch(
                                factor ->
                                        factor.gate() == Gate.LOGARITHMIC_GRADIENT
                                                || factor.activation() == Activation.GELU
                                                || factor.inputs().stream()
                                                        .anyMatch(inputs::contains));
    }

    /** The bytes of {@code functional.json}. */
    byte[] bytes() throws IOException {
        try {
            int schema = schema();
            JsonNode tree =
                    JSON.valueToTree(
                            new Written(FORMAT, schema, functional, exchange, correlation));
            if (schema == SCHEMA_WITHOUT_LEADING) {
                factors(tree).forEach(factor -> factor.remove(LEADING));
            }
            if (schema < SCHEMA_WITH_ENVELOPE) {
                factors(tree).forEach(factor -> factor.remove(ENVELOPE));
            }
            if (schema < SCHEMA_WITH_EXACT_EXCHANGE) {
                ((ObjectNode) tree.path(FUNCTIONAL)).remove(EXACT_EXCHANGE);
            }
            trainedOn.ifPresent(
                    domain -> ((ObjectNode) tree).set(TRAINED_ON, JSON.valueToTree(domain)));
            return (PRETTY.writeValueAsString(tree) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    /**
     * @throws IOException if it is damaged, foreign or of a newer version; the message says which
     */
    static FunctionalHeader parse(byte[] json) throws IOException {
        try {
            var tree = JSON.readTree(json);
            if (!FORMAT.equals(tree.path("format").asString(""))) {
                throw new IOException(
                        "this is not the file of a functional: the format in its header is not \""
                                + FORMAT
                                + "\"");
            }
            int schema = tree.path("schema").asInt(0);
            if (schema < SCHEMA_WITHOUT_LEADING || schema > SCHEMA) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "the functional's file has schema version %d, and this program reads %d to %d%s",
                                schema,
                                SCHEMA_WITHOUT_LEADING,
                                SCHEMA,
                                schema > SCHEMA ? ": a newer xcflow is needed" : ""));
            }
            if (schema == SCHEMA_WITHOUT_LEADING) {
                for (ObjectNode factor : factors(tree)) {
                    factor.set(LEADING, JSON.valueToTree(Leading.NONE));
                }
            }
            if (schema < SCHEMA_WITH_ENVELOPE) {
                for (ObjectNode factor : factors(tree)) {
                    factor.set(ENVELOPE, JSON.valueToTree(Envelope.NONE));
                }
            }
            if (schema < SCHEMA_WITH_EXACT_EXCHANGE
                    && tree.path(FUNCTIONAL) instanceof ObjectNode declared) {
                declared.set(EXACT_EXCHANGE, JSON.valueToTree(ExchangeShare.NONE));
            }
            Optional<TrainingDomain> domain = Optional.empty();
            if (schema >= SCHEMA_WITH_DOMAIN
                    && tree instanceof ObjectNode object
                    && object.has(TRAINED_ON)) {
                domain =
                        Optional.of(
                                JSON.treeToValue(object.remove(TRAINED_ON), TrainingDomain.class));
            }
            var written = JSON.treeToValue(tree, Written.class);
            return new FunctionalHeader(
                    written.functional, domain, written.exchange, written.correlation);
        } catch (JacksonException e) {
            throw new IOException(
                    "the header of the functional's file is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** What is declared of exchange and correlation, as far as it is there. */
    private static List<ObjectNode> factors(JsonNode header) {
        var factors = new ArrayList<ObjectNode>();
        for (String part : List.of("exchange", "correlation")) {
            if (header.path(FUNCTIONAL).path(part) instanceof ObjectNode factor) {
                factors.add(factor);
            }
        }
        return factors;
    }
}
