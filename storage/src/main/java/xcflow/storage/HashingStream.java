package xcflow.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes and counts what passes through. */
final class HashingStream extends OutputStream {
    private final OutputStream out;
    private final MessageDigest hash = Sha256.start();
    private long size;

    HashingStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        hash.update((byte) b);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hash.update(bytes, offset, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    String digest() {
        return HexFormat.of().formatHex(hash.digest());
    }

    long size() {
        return size;
    }
}
