package xcflow.provenance.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import xcflow.storage.Content;
import xcflow.storage.Sha256;

/**
 * Where the files of an export go. Closing a sink that is not complete leaves no archive behind.
 */
public interface Sink extends AutoCloseable {

    /** Forgets what was written; what reads the records may have to begin again. */
    void begin() throws IOException;

    /** Writes a file; the path is relative, with slashes. */
    void write(String path, Content content) throws IOException;

    /** Whether a file with this content is there already, from an export that was interrupted. */
    boolean has(String path, String digest) throws IOException;

    /** Says that all files have been written. */
    void complete() throws IOException;

    @Override
    void close() throws IOException;

    /** A directory; files that are there already are not written again. */
    static Sink directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new Sink() {
            @Override
            public void begin() {}

            @Override
            public void write(String path, Content content) throws IOException {
                Path target = directory.resolve(path);
                Files.createDirectories(target.getParent());
                Path part = target.resolveSibling(target.getFileName() + ".part");
                try {
                    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                        content.writeTo(out);
                    }
                    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
            }

            @Override
            public boolean has(String path, String digest) throws IOException {
                Path target = directory.resolve(path);
                return Files.isRegularFile(target) && Sha256.of(target).equals(digest);
            }

            @Override
            public void complete() {}

            @Override
            public void close() {}
        };
    }

    /** A zip file that appears under its name when it is complete. The same content, same bytes. */
    static Sink zip(Path file) throws IOException {
        return new ZipSink(file);
    }
}
