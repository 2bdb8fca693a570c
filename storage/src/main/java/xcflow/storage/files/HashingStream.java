package xcflow.storage.files;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import xcflow.storage.Sha256;

/** Hashes and counts what passes through. */
public final class HashingStream extends OutputStream {
    private final OutputStream out;
    private final MessageDigest hash = Sha256.start();
    private long size;

    public HashingStream(OutputStream out) {
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

    public String digest() {
        return HexFormat.of().formatHex(hash.digest());
    }

    public long size() {
        return size;
    }
}
