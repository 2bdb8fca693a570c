package xcflow.storage.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import xcflow.storage.Sha256;

/** Hashes what is read, and at the end of the content compares it with what it should be. */
final class VerifyingStream extends FilterInputStream {
    private final MessageDigest hash = Sha256.start();
    private final String expected;
    private final Damaged damaged;
    private final Runnable sound;
    private boolean ended;

    /** Told of the digest of content that is not the expected one. */
    @FunctionalInterface
    interface Damaged {
        IOException found(String digest) throws IOException;
    }

    /**
     * @param sound told when all of the content was read and is the expected one
     */
    VerifyingStream(InputStream in, String expected, Runnable sound, Damaged damaged) {
        super(in);
        this.sound = sound;
        this.expected = expected;
        this.damaged = damaged;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            hash.update((byte) b);
        } else {
            end();
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            hash.update(bytes, offset, n);
        } else if (n < 0) {
            end();
        }
        return n;
    }

    /** Reads what is skipped, since it belongs to the content. */
    @Override
    public long skip(long n) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(n, 1 << 16))];
        long left = n;
        while (left > 0) {
            int read = read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return Math.max(0, n) - Math.max(0, left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        String found = HexFormat.of().formatHex(hash.digest());
        if (!found.equals(expected)) {
            throw damaged.found(found);
        }
        sound.run();
    }
}
