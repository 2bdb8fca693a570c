package xcflow.storage.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.files.OwnFiles;

/** The password of a database: from a file that only its owner can read, or the environment. */
final class DatabasePassword {
    /** Variable for homes whose settings name no file. */
    static final String VARIABLE = "XCFLOW_DATABASE_PASSWORD";

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
        Optional<String> open = OwnFiles.openPermissions(file);
        if (open.isPresent()) {
            throw new UnusableDatabaseException(
                    "the database's password can be read by others: "
                            + file
                            + " has the permissions "
                            + open.get()
                            + "; make it private: chmod 600 "
                            + file);
        }
    }
}
