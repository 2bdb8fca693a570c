package xcflow.provenance.exchange;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import xcflow.storage.Content;

/** A zip file that appears under its name when it is complete. The same content, same bytes. */
final class ZipSink implements Sink {
    private final Path file;
    private final Path part;
    private ZipOutputStream zip;

    ZipSink(Path file) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.zip = open();
    }

    private ZipOutputStream open() throws IOException {
        return new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)));
    }

    @Override
    public void begin() throws IOException {
        zip.close();
        zip = open();
    }

    @Override
    public void write(String path, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        // Digits without a zone; any other way of saying when depends on the machine's.
        entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        content.writeTo(
                new FilterOutputStream(zip) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
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
}
