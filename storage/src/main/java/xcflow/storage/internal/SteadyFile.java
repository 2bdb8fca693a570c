package xcflow.storage.internal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/** A file read and written through {@link RandomAccessFile}, which interruptions leave alone. */
final class SteadyFile extends FileBaseDefault {
    private final RandomAccessFile file;

    /**
     * @param mode of H2: {@code r} or {@code rw}
     */
    SteadyFile(String name, String mode) throws IOException {
        File path = new File(name);
        if (!mode.equals("r") && path.getParentFile() != null) {
            java.nio.file.Files.createDirectories(path.getParentFile().toPath());
        }
        file = new RandomAccessFile(path, mode.startsWith("rw") ? "rw" : "r");
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
            return file.getChannel().tryLock(position, size, shared);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return "steady file";
    }
}
