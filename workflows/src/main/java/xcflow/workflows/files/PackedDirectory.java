package xcflow.workflows.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A directory as one file, by which it can be stored and told from others: a ZIP archive whose
 * bytes depend on the paths and contents of its files and on nothing else. Hidden files belong to
 * it; {@code .git} and empty directories do not.
 */
public final class PackedDirectory {
    /** The earliest time that the format has: when a file was written says nothing of it. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int MOST_FILES = 100_000;
    private static final long MOST_BYTES = 2L << 30;

    private PackedDirectory() {}

    /** The name of the archive of a directory. */
    public static String name(Path directory) {
        return directory.getFileName() + ".zip";
    }

    /**
     * Writes the archive, uncompressed: compression differs between versions of its library.
     *
     * @return its size in bytes
     * @throws IOException if the directory has too many files, or a link that leads out of it; the
     *     message is for the user
     */
    public static long write(Path directory, OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        ZipOutputStream archive = new ZipOutputStream(counted);
        archive.setMethod(ZipOutputStream.STORED);
        for (Path file : files(directory)) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(TIME);
            CRC32 sum = new CRC32();
            long size = 0;
            try (InputStream in = Files.newInputStream(file)) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    sum.update(buffer, 0, n);
                    size += n;
                }
            }
            entry.setSize(size);
            entry.setCrc(sum.getValue());
            archive.putNextEntry(entry);
            Files.copy(file, archive);
            archive.closeEntry();
        }
        archive.finish();
        return counted.bytes;
    }

    /** Counts what is written. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            out.write(buffer, from, length);
            bytes += length;
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        long[] bytes = new long[1];
        Path top = directory.toRealPath();
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                        return dir.endsWith(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isSymbolicLink() && !file.toRealPath().startsWith(top)) {
                            throw new IOException(
                                    "'" + file + "' is a link that leads out of the directory");
                        }
                        if (Files.isRegularFile(file)) {
                            files.add(file);
                            bytes[0] += Files.size(file);
                        }
                        if (files.size() > MOST_FILES || bytes[0] > MOST_BYTES) {
                            throw new IOException(
                                    String.format(
                                            Locale.ROOT,
                                            "the directory '%s' has more than the %d files or %d"
                                                    + " GiB that can be taken from one",
                                            directory,
                                            MOST_FILES,
                                            MOST_BYTES >> 30));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(
                Comparator.comparing(
                        file -> directory.relativize(file).toString().replace('\\', '/')));
        return files;
    }
}
