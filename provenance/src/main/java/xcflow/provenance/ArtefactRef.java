package xcflow.provenance;

import java.util.Objects;

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
    public ArtefactRef {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
    }
}
