package xcflow.storage.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import xcflow.storage.UnusableDatabaseException;

/** The password of a database: from a file that only its owner can read, or the environment. */
final class DatabasePassword {
    /** Variable for homes whose settings name no file. */
    static final String VARIABLE = "XCFLOW_DATABASE_PASSWORD";

    private static final Set<PosixFilePermission> OWN =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private DatabasePassword() {}

    /**
     * The password; null if there is none, as for servers that know their users otherwise.
     *
     * @throws UnusableDatabaseException if others could read it
     */
    static String of(StoreSettings.Server server) {
        return server.passwordFile()
                .map(DatabasePassword::read)
                .orElseGet(() -> System.getenv(VARIABLE));
    }

    private static String read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UnusableDatabaseException(
                        "there is no file " + file + " with the database's password");
            }
            refuseIfOpen(file);
            String password = Files.readString(file).lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw new UnusableDatabaseException(
                        "the first line of "
                                + file
                                + " is to be the database's password: it is empty");
            }
            return password;
        } catch (IOException e) {
            throw new UnusableDatabaseException(
                    "the database's password cannot be read from " + file, e);
        }
    }

    private static void refuseIfOpen(Path file) throws IOException {
        Set<PosixFilePermission> found;
        try {
            found = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return; // There are no such rights here.
        }
        if (!OWN.containsAll(found)) {
            throw new UnusableDatabaseException(
                    "the database's password can be read by others: "
                            + file
                            + " has the permissions "
                            + PosixFilePermissions.toString(found)
                            + "; make it private: chmod 600 "
                            + file);
        }
    }
}
