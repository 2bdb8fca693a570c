package xcflow.provenance.record;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An artefact as one execution used or made it. The digest is its identity; name and media type
 * belong to the use.
 *
 * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits
 * @param name file name with extension, without directories
 * @param mediaType for example {@code application/json}
 * @param size bytes
 */
public record ArtefactRef(String digest, String name, String mediaType, long size) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public ArtefactRef {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
    }

    /**
     * The same, checked before it is recorded. What is read need not be right: an audit has to say
     * so instead of failing.
     *
     * @throws IllegalArgumentException if the digest is not one
     */
    public ArtefactRef valid() {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
        }
        return this;
    }
}
