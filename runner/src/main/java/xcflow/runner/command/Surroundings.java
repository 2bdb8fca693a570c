package xcflow.runner.command;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.storage.files.OutOfSpace;

/**
 * What the machine did not let the program do. The exceptions of Java's file system say little more
 * than a path, and a full disk reaches us inside the exceptions of whatever was writing.
 */
final class Surroundings {
    /** H2's code. */
    private static final int DATABASE_IS_READ_ONLY = 90097;

    private Surroundings() {}

    /** A sentence about an error whose reason lies outside of the program; empty if it does not. */
    static Optional<String> sentence(Throwable error) {
        if (causes(error).anyMatch(Surroundings::isReadOnly)) {
            return Optional.of(
                    "this project is read-only for you: its directory belongs to"
                            + " somebody else, or its disk cannot be written to");
        }
        return OutOfSpace.isReasonOf(error)
                ? Optional.of(
                        OutOfSpace.MESSAGE
                                + ". Free some space ('xcflow gc' deletes files that no"
                                + " run needs; with less than 2 MB free it works where a run has"
                                + " set them aside) and start again: finished work is kept")
                : causes(error)
                        .filter(FileSystemException.class::isInstance)
                        .map(e -> inWords((FileSystemException) e))
                        .findFirst();
    }

    /** A sentence about native code, or code of a plug-in, that cannot be loaded. */
    static String unloadable(LinkageError error) {
        String reason =
                causes(error)
                        .map(cause -> String.valueOf(cause.getMessage()))
                        .filter(message -> message.contains("Could not create the cache"))
                        .findFirst()
                        .map(
                                message ->
                                        "neither the home directory nor that for temporary files"
                                                + " is writable; name one with TMPDIR")
                        .orElseGet(() -> error.getMessage() + " (--debug says more)");
        return "a library cannot be loaded: " + reason;
    }

    private static boolean isReadOnly(Throwable error) {
        return error instanceof SQLException sql && sql.getErrorCode() == DATABASE_IS_READ_ONLY;
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static String inWords(FileSystemException error) {
        String file = error.getFile();
        if (error instanceof AccessDeniedException) {
            return "no permission for " + file;
        } else if (error instanceof NoSuchFileException) {
            return "there is no " + file;
        } else if (error instanceof FileAlreadyExistsException) {
            return file + " already exists";
        } else if (error instanceof NotDirectoryException) {
            return file + " is no directory";
        } else if (error instanceof DirectoryNotEmptyException) {
            return file + " is not empty";
        }
        return error.getMessage();
    }
}
