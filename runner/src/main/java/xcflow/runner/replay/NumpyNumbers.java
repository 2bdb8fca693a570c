package xcflow.runner.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import xcflow.workflows.schema.Tolerance;

/** Arrays in NumPy's format ({@code .npy}, version 1 to 3) of 8-byte floating-point numbers. */
final class NumpyNumbers {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final String DOUBLES = "'<f8'";

    private NumpyNumbers() {}

    static boolean readable(byte[] bytes) {
        return bytes.length > 12 && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static void compare(
            String where, byte[] one, byte[] other, Tolerance tolerance, Agreement agreement) {
        int start = start(one);
        String header = header(one, start);
        if (start != start(other) || !header.equals(header(other, start))) {
            agreement.different(where + ": another shape or type");
        } else if (!header.contains(DOUBLES)) {
            if (!Arrays.equals(one, other)) {
                agreement.different(where + ": other bytes");
            }
        } else if (one.length != other.length) {
            agreement.different(where + ": another length");
        } else {
            ByteBuffer before = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer now = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = start; at + 8 <= one.length; at += 8) {
                agreement.numbers(where, before.getDouble(at), now.getDouble(at), tolerance);
            }
        }
    }

    private static int start(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length =
                bytes[6] == 1
                        ? 10L + Short.toUnsignedInt(buffer.getShort(8))
                        : 12L + Integer.toUnsignedLong(buffer.getInt(8));
        return (int) Math.min(length, bytes.length);
    }

    private static String header(byte[] bytes, int start) {
        return new String(bytes, 0, start, StandardCharsets.ISO_8859_1);
    }
}
