package xcflow.runner.execution;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import xcflow.spi.TaskContext;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sha256;

/**
 * Puts content into the object store. Small content is hashed in memory first: if it is stored
 * already, it need not be written, synced and thrown away again. Larger content goes by way of a
 * file in the scratch directory.
 */
record ArtefactWriter(ObjectStore objects, Path scratch) {

    /** Content up to this size, in bytes, is held in memory. */
    private static final int SMALL = 1024 * 1024;

    ObjectStore.Stored store(TaskContext.Content content) throws IOException {
        try (Spill spill = new Spill(scratch)) {
            content.writeTo(spill);
            spill.flush();
            return spill.file == null
                    ? small(spill.memory.toByteArray())
                    : objects.store(spill.file);
        }
    }

    private ObjectStore.Stored small(byte[] bytes) throws IOException {
        String digest = Sha256.of(bytes);
        return objects.sound(digest)
                ? new ObjectStore.Stored(digest, bytes.length)
                : objects.store(out -> out.write(bytes));
    }

    /** A stream into memory that goes on in a file when it becomes large; closing deletes both. */
    private static final class Spill extends OutputStream {
        private final Path directory;
        private ByteArrayOutputStream memory = new ByteArrayOutputStream(512);
        private OutputStream out = memory;
        private Path file;

        Spill(Path directory) {
            this.directory = directory;
        }

        @Override
        public void write(int b) throws IOException {
            makeRoom(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            makeRoom(length);
            out.write(bytes, offset, length);
        }

        private void makeRoom(int more) throws IOException {
            if (file == null && memory.size() + more > SMALL) {
                file = Files.createTempFile(directory, "spill", "");
                out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                memory.writeTo(out);
                memory = null;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
