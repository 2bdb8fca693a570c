package xcflow.provenance.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON in the one form that RFC 8785 gives every value, so that it can be hashed. */
public final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /**
     * Reads what is to be hashed: of two members with the same name either could be meant, so there
     * must not be two. What the provenance holds may be long.
     */
    private static final JsonMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .maxNameLength(Integer.MAX_VALUE)
                                                    .maxNumberLength(Integer.MAX_VALUE)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private CanonicalJson() {}

    /** Canonical text of a value made of maps, lists, strings, numbers and booleans. */
    public static String of(Object value) {
        String text = CanonicalWriter.write(value);
        return text != null ? text : ofText(MAPPER.writeValueAsString(value));
    }

    /**
     * Canonical form of a JSON text whose top is an object or an array.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static String ofText(String json) {
        String text;
        try {
            text = CanonicalWriter.write(STRICT.readValue(json, Object.class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
        if (text == null) {
            throw new IllegalArgumentException(
                    "not a JSON object or array of finite numbers: " + json);
        }
        return text;
    }

    /** Canonical form of a string. */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2);
        CanonicalWriter.quote(json, text);
        return json.toString();
    }

    /** Value of a JSON text as maps, lists, strings, numbers and booleans. */
    public static Object value(String json) {
        return MAPPER.readValue(json, Object.class);
    }

    /** What to do with a member of an object; the parser stands at its value. */
    @FunctionalInterface
    public interface Member {
        /** Reads the value if it wants to; a list or an object may be left unread. */
        void read(String name, JsonParser value);
    }

    /**
     * Reads an object piece by piece, without making a tree of it.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static void members(String json, Member member) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                member.read(name, parser);
                parser.skipChildren();
            }
            if (!object || parser.nextToken() != null) {
                throw new IllegalArgumentException("not a JSON object: " + json);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    /** Tree of a JSON text. */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}
