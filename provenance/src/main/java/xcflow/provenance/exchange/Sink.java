package xcflow.provenance.exchange;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import xcflow.storage.Content;
import xcflow.storage.Sha256;

/**
 * Where the files of an export go. Closing a sink that is not complete leaves no archive behind.
 */
public interface Sink extends AutoCloseable {

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
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)));
        return new Sink() {
            @Override
            public void write(String path, Content content) throws IOException {
                ZipEntry entry = new ZipEntry(path);
                // Digits without a zone; any other way of saying when depends on the machine's.
                entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                content.writeTo(
                        new FilterOutputStream(zip) {
                            @Override
                            public void write(byte[] bytes, int offset, int length)
                                    throws IOException {
                                out.write(bytes, offset, length);
                            }

                            @Override
                            public void close() throws IOException {
                                flush();
                            }
                        });
                zip.closeEntry();
            }

            @Override
            public boolean has(String path, String digest) {
                return false;
            }

            @Override
            public void complete() throws IOException {
                zip.close();
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }

            @Override
            public void close() throws IOException {
                try {
                    zip.close();
                } finally {
                    Files.deleteIfExists(part);
                }
            }
        };
    }
}
