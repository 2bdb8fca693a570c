package xcflow.provenance;

import java.io.IOException;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.storage.Sha256;

/** JSON in the one form that RFC 8785 gives every value, so that it can be hashed. */
public final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CanonicalJson() {}

    /** Canonical text of a value made of maps, lists, strings, numbers and booleans. */
    public static String of(Object value) {
        return ofText(MAPPER.writeValueAsString(value));
    }

    /** Canonical form of a JSON text whose top is an object or an array. */
    public static String ofText(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    /** Canonical form of a string. */
    public static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                String array = of(List.of(text));
                return array.substring(1, array.length() - 1);
            }
        }
        return '"' + text + '"';
    }

    /**
     * Whether a JSON text has this SHA-256 in its canonical form. Texts that are recorded mostly
     * are canonical already, which is much quicker to find out.
     */
    public static boolean hasDigest(String json, String digest) {
        return Sha256.of(json).equals(digest) || Sha256.of(ofText(json)).equals(digest);
    }

    /** Value of a JSON text as maps, lists, strings, numbers and booleans. */
    public static Object value(String json) {
        return MAPPER.readValue(json, Object.class);
    }

    /** Tree of a JSON text. */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}
