package xcflow.spi;

import java.util.Objects;

/**
 * Handle of an immutable file in the object store. Two artefacts with the same digest are the same
 * content; the name and the media type only help people and programs to read it.
 *
 * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits
 * @param name file name with extension, without directories
 * @param mediaType for example {@code application/json}
 * @param size bytes
 */
public record Artefact(String digest, String name, String mediaType, long size) implements Source {
    public Artefact {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
    }
}
