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
import xcflow.storage.postgresql.PostgresqlDatabase;
import xcflow.storage.s3.BucketObjectStore;

/**
 * The directory in which a project keeps everything, {@code .xcflow} unless the user chooses
 * another. Objects and records may lie elsewhere, where the settings say.
 *
 * <pre>
 * objects/ab/cdef…   artefacts, see {@link ObjectStore}
 * bucket/…           copies of artefacts that are in a bucket, see {@link BucketObjectStore}
 * checkpoints/…      see {@link Checkpoints}
 * scratch/…          see {@link Scratch}
 * reserve            see {@link Reserve}
 * xcflow.mv.db       see {@link LedgerDatabase}
 * </pre>
 *
 * @param directory made absolute; nothing is created in it before it is needed
 * @param stores where objects and records are
 */
public record Home(Path directory, StoreSettings stores) {

    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /** A home that keeps everything in its directory. */
    public Home(Path directory) {
        this(directory, StoreSettings.EMBEDDED);
    }

    /** Whether something has been stored here before, or a server's database belongs to it. */
    public boolean exists() {
        return stores.database().isPresent()
                || directory.resolve("xcflow.mv.db").toFile().length() > 0;
    }

    /** The object store; its directory is created if it does not exist. */
    public ObjectStore objects() throws IOException {
        create();
        if (stores.objects().orElse(null) instanceof StoreSettings.Bucket bucket) {
            return new BucketObjectStore(
                    bucket.address(), directory.resolve("bucket"), bucket.limit());
        }
        return stores.directory().isPresent()
                ? new FileObjectStore(stores.directory().get(), FileObjectStore.LAG)
                : new FileObjectStore(directory.resolve("objects"));
    }

    /**
     * The checkpoints; their directory is created if it does not exist. They lie beside objects
     * that machines share in a directory, so that what one began another can continue.
     */
    public Checkpoints checkpoints() throws IOException {
        create();
        return new Checkpoints(stores.directory().orElse(directory).resolve("checkpoints"));
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
     * Opens the database; creates the embedded one if it does not exist.
     *
     * @param schema whose tables it gets, unless it has them
     * @throws UnusableDatabaseException if something is in it that xcflow did not put there
     * @throws xcflow.storage.DatabaseException if the server cannot be reached
     */
    public LedgerDatabase database(Schema schema) throws IOException {
        create();
        if (stores.database().isPresent()) {
            return server(stores.database().get(), schema);
        }
        return H2Database.open(directory.resolve("xcflow"), schema);
    }

    private static LedgerDatabase server(StoreSettings.Server server, Schema schema) {
        LedgerDatabase database =
                PostgresqlDatabase.open(
                        server.url(), server.user().orElse(null), DatabasePassword.of(server));
        try {
            database.migrate(schema);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Others may not look into a project unless its owner lets them. */
    private void create() throws IOException {
        OwnFiles.createDirectory(directory);
    }
}
