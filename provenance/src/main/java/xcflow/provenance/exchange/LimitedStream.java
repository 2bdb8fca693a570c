package xcflow.provenance.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives at most one byte more than content should have, however much there is behind it. */
final class LimitedStream extends FilterInputStream {
    private long left;

    /**
     * @param size that the content should have, in bytes
     */
    LimitedStream(InputStream in, long size) {
        super(in);
        this.left = size + 1;
    }

    @Override
    public int read() throws IOException {
        int b = left > 0 ? in.read() : -1;
        left -= b >= 0 ? 1 : 0;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int n = in.read(bytes, offset, (int) Math.min(left, length));
        left -= Math.max(0, n);
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
