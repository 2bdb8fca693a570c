package xcflow.storage.home;

import java.nio.file.Path;
import java.util.Optional;
import xcflow.storage.s3.BucketAddress;

/**
 * Which stores a home uses.
 *
 * @param database a server instead of the file in the home
 * @param objects a place instead of the directory in the home
 */
public record StoreSettings(Optional<Server> database, Optional<Objects> objects) {
    /** Everything in the home. */
    public static final StoreSettings EMBEDDED =
            new StoreSettings(Optional.empty(), Optional.empty());

    /** Where artefacts are kept that processes of several homes share. */
    public sealed interface Objects {}

    /** A directory that all machines see. */
    public record Directory(Path path) implements Objects {}

    /**
     * A bucket, of which each home keeps copies.
     *
     * @param limit bytes that the copies may take
     */
    public record Bucket(BucketAddress address, long limit) implements Objects {}

    /** The directory of artefacts, if they are in one that the settings name. */
    public Optional<Path> directory() {
        return objects.filter(Directory.class::isInstance).map(place -> ((Directory) place).path());
    }

    /**
     * A PostgreSQL server. The password is not part of the settings: it is read when it is needed.
     *
     * @param url such as {@code jdbc:postgresql://host/database}
     * @param user empty for the name of the system's user
     * @param passwordFile whose first line is the password; the environment's without one
     */
    public record Server(String url, Optional<String> user, Optional<Path> passwordFile) {}
}
