package xcflow.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import xcflow.storage.h2.SteadyFilePath;

/** The files of databases, with somebody who is told before each write and may let it fail. */
public final class WatchedFiles extends SteadyFilePath {
    private static volatile Watcher watcher;

    /** Told of each write before it happens. */
    @FunctionalInterface
    interface Watcher {
        void before(int bytes) throws IOException;
    }

    /** Something that opens, changes and closes databases. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Does something while all writes are watched. */
    static void watch(Watcher by, Work work) throws Exception {
        watcher = by;
        FilePath.register(new WatchedFiles());
        try {
            work.run();
        } finally {
            FilePath.register(new SteadyFilePath());
            watcher = null;
        }
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Watched(super.open(mode));
    }

    private static final class Watched extends FileBaseDefault {
        private final FileChannel file;

        Watched(FileChannel file) {
            this.file = file;
        }

        private static void announce(int bytes) throws IOException {
            Watcher by = watcher;
            if (by != null) {
                by.before(bytes);
            }
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            announce(source.remaining());
            return file.write(source, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            announce(0);
            file.truncate(size);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
