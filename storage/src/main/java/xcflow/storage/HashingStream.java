package xcflow.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes and counts what passes through; closing it leaves the stream behind it open. */
public final class HashingStream extends FilterOutputStream {
    private final MessageDigest hash;
    private long size;

    /** Hashes what is written to a stream, and nothing else. */
    public HashingStream(OutputStream out) {
        this(out, Sha256.start());
    }

    /**
     * @param hash goes on with what is written here
     */
    public HashingStream(OutputStream out, MessageDigest hash) {
        super(out);
        this.hash = hash;
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
    public void close() throws IOException {
        flush();
    }

    /** Digest of everything so far; may be asked once. */
    public String digest() {
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Bytes that were written here. */
    public long size() {
        return size;
    }
}
