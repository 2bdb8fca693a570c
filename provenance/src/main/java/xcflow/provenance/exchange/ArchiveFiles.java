package xcflow.provenance.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An exported directory or zip file, for reading. */
interface ArchiveFiles extends AutoCloseable {

    /**
     * Opens a file of the archive; the caller closes it.
     *
     * @throws NoSuchFileException if there is no such file
     */
    InputStream open(String path) throws IOException;

    @Override
    void close() throws IOException;

    static ArchiveFiles of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new ArchiveFiles() {
                @Override
                public InputStream open(String name) throws IOException {
                    return new BufferedInputStream(Files.newInputStream(path.resolve(name)));
                }

                @Override
                public void close() {}
            };
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // A pipe may never begin, and a device never end.
            throw new ZipException("it is a pipe or a device");
        }
        ZipFile zip = new ZipFile(path.toFile());
        return new ArchiveFiles() {
            @Override
            public InputStream open(String name) throws IOException {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) {
                    throw new NoSuchFileException(path + "!" + name);
                }
                return zip.getInputStream(entry);
            }

            @Override
            public void close() throws IOException {
                zip.close();
            }
        };
    }
}
