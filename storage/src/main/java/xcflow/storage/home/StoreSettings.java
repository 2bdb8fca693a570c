package xcflow.storage.home;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which stores a home uses.
 *
 * @param database a server instead of the file in the home
 * @param objects a directory instead of the one in the home
 */
public record StoreSettings(Optional<Server> database, Optional<Path> objects) {
    /** Everything in the home. */
    public static final StoreSettings EMBEDDED =
            new StoreSettings(Optional.empty(), Optional.empty());

    /**
     * A PostgreSQL server. The password is not part of the settings: it is read when it is needed.
     *
     * @param url such as {@code jdbc:postgresql://host/database}
     * @param user empty for the name of the system's user
     * @param passwordFile whose first line is the password; the environment's without one
     */
    public record Server(String url, Optional<String> user, Optional<Path> passwordFile) {}
}
