package xcflow.runner.execution;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes to two streams. */
final class TeeStream extends FilterOutputStream {
    private final OutputStream second;

    TeeStream(OutputStream first, OutputStream second) {
        super(first);
        this.second = second;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        second.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        second.write(bytes, offset, length);
    }
}
