package xcflow.storage.home;

import java.io.IOException;
import java.nio.file.Path;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.ObjectStore;
import xcflow.storage.Schema;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.files.Checkpoints;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.files.OwnFiles;
import xcflow.storage.files.Reserve;
import xcflow.storage.files.Scratch;
import xcflow.storage.h2.H2Database;

/**
 * The directory in which a project keeps everything, {@code .xcflow} unless the user chooses
 * another.
 *
 * <pre>
 * objects/ab/cdef…   artefacts, see {@link ObjectStore}
 * checkpoints/…      see {@link Checkpoints}
 * scratch/…          see {@link Scratch}
 * reserve            see {@link Reserve}
 * xcflow.mv.db       see {@link LedgerDatabase}
 * </pre>
 */
public record Home(Path directory) {

    /** A home in the given directory, which is made absolute; nothing is created. */
    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /** Whether something has been stored here before. */
    public boolean exists() {
        return directory.resolve("xcflow.mv.db").toFile().length() > 0;
    }

    /** The object store; its directory is created if it does not exist. */
    public ObjectStore objects() throws IOException {
        create();
        return new FileObjectStore(directory.resolve("objects"));
    }

    /** The checkpoints; their directory is created if it does not exist. */
    public Checkpoints checkpoints() throws IOException {
        create();
        return new Checkpoints(directory.resolve("checkpoints"));
    }

    /** The room for cleaning up on a full disk. */
    public Reserve reserve() {
        return new Reserve(directory.resolve("reserve"));
    }

    /** The scratch directories. */
    public Scratch scratch() throws IOException {
        create();
        return new Scratch(directory.resolve("scratch"));
    }

    /**
     * Opens the embedded database; creates it if it does not exist.
     *
     * @param schema whose tables it gets, unless it has them
     * @throws UnusableDatabaseException if something is in it that xcflow did not put there
     */
    public LedgerDatabase database(Schema schema) throws IOException {
        create();
        return H2Database.open(directory.resolve("xcflow"), schema);
    }

    /** Others may not look into a project unless its owner lets them. */
    private void create() throws IOException {
        OwnFiles.createDirectory(directory);
    }
}
