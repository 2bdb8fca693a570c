package xcflow.provenance.exchange;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what is written; closing it leaves the stream behind it open. */
final class CountingStream extends FilterOutputStream {
    private final MessageDigest hash;
    private long size;

    CountingStream(OutputStream out, MessageDigest hash) {
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

    long size() {
        return size;
    }
}
