package xcflow.storage.h2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.h2.store.fs.FileBaseDefault;
import xcflow.storage.files.OwnFiles;

/** A file read and written through {@link RandomAccessFile}, which interruptions leave alone. */
public class SteadyFile extends FileBaseDefault {
    private final Path path;
    private final RandomAccessFile file;
    private final Object identity;

    /**
     * @param mode of H2: {@code r} or {@code rw}
     */
    protected SteadyFile(String name, String mode) throws IOException {
        path = Path.of(name);
        OpenFiles.opened(path);
        try {
            if (!mode.equals("r")) {
                make(path);
            }
            identity = identity(path);
            file = new RandomAccessFile(path.toFile(), mode.startsWith("rw") ? "rw" : "r");
        } catch (IOException | RuntimeException e) {
            OpenFiles.closed(path);
            throw e;
        }
    }

    private static void make(Path path) throws IOException {
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        if (!Files.exists(path)) {
            OwnFiles.create(path);
        }
    }

    /** What the name stands for now; null where the file system cannot tell. */
    private static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        file.seek(position);
        if (target.hasArray()) {
            int offset = target.arrayOffset() + target.position();
            int count = file.read(target.array(), offset, target.remaining());
            if (count > 0) {
                target.position(target.position() + count);
            }
            return count;
        }
        byte[] bytes = new byte[target.remaining()];
        int count = file.read(bytes);
        if (count > 0) {
            target.put(bytes, 0, count);
        }
        return count;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int count = source.remaining();
        file.seek(position);
        if (source.hasArray()) {
            file.write(source.array(), source.arrayOffset() + source.position(), count);
            source.position(source.limit());
        } else {
            byte[] bytes = new byte[count];
            source.get(bytes);
            file.write(bytes);
        }
        return count;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        synchronized (this) {
            if (size < file.length()) {
                file.setLength(size);
            }
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            FileLock lock = file.getChannel().tryLock(position, size, shared);
            if (lock != null && !Objects.equals(identity(path), identity)) {
                // Another process has put a new file in the place of this one meanwhile.
                lock.release();
                return null;
            }
            return lock;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        try {
            file.close();
        } finally {
            OpenFiles.closed(path);
        }
    }

    @Override
    public String toString() {
        return "steady file";
    }
}
