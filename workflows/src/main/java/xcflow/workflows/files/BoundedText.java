package xcflow.workflows.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text files of the user, which may turn out to be anything. */
public final class BoundedText {
    private static final int MAX_BYTES = 16 << 20;

    private BoundedText() {}

    /**
     * The content of a text file in UTF-8.
     *
     * @throws IOException if there is no such file, it is a device, a pipe or a directory, too long
     *     or no text; the message is for the user and does not name the file
     */
    public static String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            // A pipe or a device may never end, or never even begin.
            throw new IOException(
                    Files.isDirectory(file)
                            ? "it is a directory, not a file"
                            : "it is a pipe or a device; only ordinary files are read");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(
                    "the file is too long: it has more than " + (MAX_BYTES >> 20) + " MiB");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the file is not text in UTF-8", e);
        }
    }
}
