package xcflow.storage.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import xcflow.storage.UnusableDatabaseException;

/**
 * Refuses database files in which something else than tables and our own views is defined. A
 * project may come from somebody else: what is in its database is data, and must not act. Looked at
 * before H2 opens the file, because H2 compiles and calls what it finds when it does.
 */
final class Foreign {
    private static final int TABLE = 0;
    private static final int USER = 2;
    private static final int SETTING = 6;
    private static final int RIGHT = 8;

    /** Indices, sequences, constraints, schemas and comments, which cannot act by themselves. */
    private static final Set<Integer> PASSIVE = Set.of(1, 3, 5, 10, 13);

    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");

    private static final Pattern SETTINGS =
            Pattern.compile(
                    "SET (CREATE_BUILD|WRITE_DELAY|MAX_LENGTH_INPLACE_LOB|DEFAULT_LOCK_TIMEOUT|TRACE_LEVEL_FILE)"
                            + " \\d+");
    private static final Pattern USERS =
            Pattern.compile(
                    "CREATE USER IF NOT EXISTS (\"XCFLOW\" SALT \\$ HASH \\$ ADMIN|\"READER\" SALT \\$ HASH \\$)");
    private static final Pattern RIGHTS =
            Pattern.compile("GRANT SELECT ON SCHEMA \"\\w+\" TO \"READER\"");

    private Foreign() {}

    /**
     * Refuses a file that defines what it must not.
     *
     * @param views says of a view's definition whether it is ours
     * @throws UnusableDatabaseException names the first foreign object
     */
    static void refuse(Path file, Predicate<String> views) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        Optional<OpenFiles.Reservation> reserved = OpenFiles.reserve(file);
        if (reserved.isEmpty()) {
            // Open in this process, which has looked before.
            return;
        }
        Optional<List<Definition>> definitions;
        try (OpenFiles.Reservation reservation = reserved.get()) {
            definitions = StoredDefinitions.of(reservation.file());
        }
        // Empty if another process has it open, which has looked before too.
        for (Definition definition : definitions.orElse(List.of())) {
            if (!lawful(definition, views)) {
                throw new UnusableDatabaseException(
                        "the project's database is not as xcflow makes it: it contains the "
                                + definition.subject()
                                + ", which might act or answer in xcflow's place. It is not used ("
                                + file
                                + ")");
            }
        }
    }

    static boolean lawful(Definition definition, Predicate<String> views) {
        String sql = definition.sql();
        switch (definition.type()) {
            case TABLE:
                return sql.startsWith("CREATE CACHED TABLE ")
                                || sql.startsWith("CREATE MEMORY TABLE ")
                        ? PassiveStatement.is(sql)
                        : views.test(sql);
            case USER:
                return USERS.matcher(TEXT.matcher(sql).replaceAll("\\$")).matches();
            case SETTING:
                return SETTINGS.matcher(sql).matches();
            case RIGHT:
                return RIGHTS.matcher(sql).matches();
            default:
                return PASSIVE.contains(definition.type()) && PassiveStatement.is(sql);
        }
    }
}
