package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files and directories that nobody but their owner can read, whatever the umask says. */
public final class OwnFiles {
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    private OwnFiles() {}

    /** Creates an empty file, unless there is one. */
    public static void create(Path file) throws IOException {
        try {
            Files.createFile(file, attribute(FILE));
        } catch (FileAlreadyExistsException e) {
            // Somebody else was quicker.
            return;
        } catch (UnsupportedOperationException e) {
            Files.createFile(file);
        }
    }

    /** Creates a directory, unless there is one; the directories above it are as usual. */
    public static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getParent() != null) {
            Files.createDirectories(directory.getParent());
        }
        try {
            Files.createDirectory(directory, attribute(DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        } catch (UnsupportedOperationException e) {
            Files.createDirectories(directory);
        }
    }

    /** Takes the rights of others from a file that exists, if it is ours to do so. */
    public static void tighten(Path file) throws IOException {
        try {
            if (!FILE.containsAll(Files.getPosixFilePermissions(file)) && Files.isWritable(file)) {
                Files.setPosixFilePermissions(file, FILE);
            }
        } catch (UnsupportedOperationException | NoSuchFileException e) {
            // There are no such rights here, or no such file.
            return;
        } catch (java.nio.file.FileSystemException e) {
            // It belongs to somebody else.
            return;
        }
    }

    /**
     * The permissions of a file that is not for its owner alone to read and write, as {@code ls}
     * shows them; empty if it is, or if there are no such rights here.
     */
    public static Optional<String> openPermissions(Path file) throws IOException {
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
            return FILE.containsAll(found)
                    ? Optional.empty()
                    : Optional.of(PosixFilePermissions.toString(found));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static FileAttribute<?> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
