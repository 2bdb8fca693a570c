package xcflow.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory in which a project keeps everything, {@code .xcflow} unless the user chooses
 * another.
 *
 * <pre>
 * objects/ab/cdef…   artefacts, see {@link ObjectStore}
 * checkpoints/…      see {@link Checkpoints}
 * scratch/…          see {@link Scratch}
 * reserve            see {@link Reserve}
 * xcflow.mv.db       see {@link Database}
 * </pre>
 */
public record Home(Path directory) {

    /** A home in the given directory, which is made absolute; nothing is created. */
    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /** Whether something has been stored here before. */
    public boolean exists() {
        return Files.exists(directory.resolve("xcflow.mv.db"));
    }

    /** The object store; its directory is created if it does not exist. */
    public ObjectStore objects() throws IOException {
        return new ObjectStore(directory.resolve("objects"));
    }

    /** The checkpoints; their directory is created if it does not exist. */
    public Checkpoints checkpoints() throws IOException {
        return new Checkpoints(directory.resolve("checkpoints"));
    }

    /** The room for cleaning up on a full disk. */
    public Reserve reserve() {
        return new Reserve(directory.resolve("reserve"));
    }

    /** The scratch directories. */
    public Scratch scratch() throws IOException {
        return new Scratch(directory.resolve("scratch"));
    }

    /** Opens the embedded database; creates it if it does not exist. */
    public Database database() throws IOException {
        Files.createDirectories(directory);
        return Database.embedded(directory.resolve("xcflow"));
    }
}
