package xcflow.numerics.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a text file as characters. UTF-8 with or without a byte order mark is read as such; what
 * is not valid UTF-8 is Latin-1, in which old files keep ångström and names. Nothing else is
 * guessed.
 */
final class Encoding {
    private Encoding() {}

    /**
     * @param name of the file, for messages
     * @throws TextException for UTF-16, compressed and binary files
     */
    static String decode(String name, byte[] bytes) {
        if (begins(bytes, 0xFE, 0xFF) || begins(bytes, 0xFF, 0xFE)) {
            throw new TextException(name + " is in UTF-16: save it in UTF-8");
        }
        if (begins(bytes, 0x1F, 0x8B)
                || begins(bytes, 'B', 'Z', 'h')
                || begins(bytes, 'P', 'K', 3, 4)) {
            throw new TextException(name + " is compressed: unpack it first");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new TextException(
                        name + " is not a text file (it contains NUL bytes): save it in UTF-8");
            }
        }
        int from = begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer content = ByteBuffer.wrap(bytes, from, bytes.length - from);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean begins(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
