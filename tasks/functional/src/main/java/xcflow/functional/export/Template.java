package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Texts that are the same for all functionals but for marks such as {@code @NAME@}. */
final class Template {
    private Template() {}

    /** The text of a resource beside this class, with the marks replaced. */
    static String fill(String resource, Map<String, String> marks) throws IOException {
        String text = text(resource);
        for (var mark : marks.entrySet()) {
            text = text.replace("@" + mark.getKey() + "@", mark.getValue());
        }
        return text;
    }

    private static String text(String resource) throws IOException {
        try (var in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Marks that every text may contain. */
    static Map<String, String> marks(Exported exported) {
        return Map.of(
                "ID", exported.identifier(),
                "GUARD", exported.identifier().toUpperCase(java.util.Locale.ROOT) + "_H",
                "NAME", plain(exported.name()),
                "DIGEST", exported.digest(),
                "SHORT", exported.shortDigest(),
                "DASHED", exported.identifier().replace('_', '-'));
    }

    /** A name inside comments and strings of any language. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N} ._+@()×-]", "_");
    }
}
