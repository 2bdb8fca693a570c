package xcflow.runner.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of what a program printed, as text. Programs print in any encoding: bytes that are not
 * UTF-8 become U+FFFD.
 *
 * @param whole whether nothing stands before it
 * @param replaced whether there were bytes that are not UTF-8
 */
public record Excerpt(String text, boolean whole, boolean replaced) {

    /** UTF-8 needs at most so many bytes behind the first of a character. */
    private static final int CONTINUATION = 3;

    /**
     * The last bytes of a file, which may be of any size and may grow meanwhile.
     *
     * @param most number of bytes
     */
    public static Excerpt of(Path file, int most) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            long from = Math.max(0, size - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            bytes.flip();
            if (from > 0) {
                skipHalfCharacter(bytes);
            }
            return decoded(bytes, from == 0);
        }
    }

    private static Excerpt decoded(ByteBuffer bytes, boolean whole) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
            return new Excerpt(text, whole, false);
        } catch (CharacterCodingException e) {
            return new Excerpt(StandardCharsets.UTF_8.decode(bytes).toString(), whole, true);
        }
    }

    private static void skipHalfCharacter(ByteBuffer bytes) {
        for (int i = 0; i < CONTINUATION && bytes.hasRemaining(); i++) {
            if ((bytes.get(bytes.position()) & 0xC0) != 0x80) {
                return;
            }
            bytes.get();
        }
    }
}
