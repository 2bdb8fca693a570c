package xcflow.provenance.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Lines of a file that may be made to exhaust the memory: each has a limit. */
final class BoundedLines implements AutoCloseable {
    private final InputStream in;

    BoundedLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * The next line without its end; null at the end of the file.
     *
     * @param limit most bytes that it may have
     * @param name of what it should be, for the message
     */
    byte[] next(long limit, String name) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() >= limit) {
                throw new DamagedArchiveException(
                        String.format(
                                Locale.ROOT,
                                "%s of the archive was altered: it is longer than the %d bytes that it may have",
                                name,
                                limit));
            }
            line.write(b);
            b = in.read();
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
