package xcflow.storage.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a file that this process has hashed before: at its end it is looked at whether the
 * file was altered meanwhile.
 */
final class ObservedStream extends FilterInputStream {
    private final Check check;
    private boolean ended;

    /** Fails if the file is not what it was. */
    @FunctionalInterface
    interface Check {
        void run() throws IOException;
    }

    ObservedStream(InputStream in, Check check) {
        super(in);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            end();
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n < 0) {
            end();
        }
        return n;
    }

    private void end() throws IOException {
        if (!ended) {
            ended = true;
            check.run();
        }
    }
}
