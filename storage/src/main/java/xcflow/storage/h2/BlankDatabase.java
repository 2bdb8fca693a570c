package xcflow.storage.h2;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.Schema;

/**
 * A database with the newest tables and nothing in them, which lies beside the jars of an
 * installation. A new project begins with a copy of it: to make the tables by all migrations takes
 * longer than the rest of a short run. Whoever copies it looks at its version as at that of any
 * other file.
 */
public final class BlankDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(BlankDatabase.class);
    private static final String NAME = "blank";

    private BlankDatabase() {}

    /**
     * Makes it; the warm-up of a new installation does, whose jars do not change any more.
     *
     * @param directory of the installation, in which the directory of the jars lies
     */
    public static void make(Path directory, Schema schema) throws IOException {
        Path made = Files.createTempDirectory(directory, NAME);
        Path database = H2Engine.file(made.resolve(NAME));
        try {
            H2Database.open(made.resolve(NAME), schema).close();
            // Other users of the installation read it, too.
            database.toFile().setReadable(true, false);
            Files.move(
                    database,
                    H2Engine.file(directory.resolve(NAME)),
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(database);
            Files.deleteIfExists(made);
        }
    }

    /** Copies it over an empty file; false if there is none, and the file is still empty. */
    static boolean copy(Path file) throws IOException {
        Optional<Path> blank = find();
        if (blank.isEmpty()) {
            return false;
        }
        try (var out = Files.newOutputStream(file)) {
            Files.copy(blank.get(), out);
            return true;
        } catch (IOException e) {
            LOG.debug("no copy of {}", blank.get(), e);
            Files.write(file, new byte[0]);
            return false;
        }
    }

    private static Optional<Path> find() {
        CodeSource source = BlankDatabase.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(source.getLocation().toURI());
            Path blank = H2Engine.file(jar.getParent().resolveSibling(NAME));
            return Files.isRegularFile(jar) && Files.isReadable(blank)
                    ? Optional.of(blank)
                    : Optional.empty();
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
