package xcflow.storage.h2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import xcflow.storage.Schema;
import xcflow.storage.Sha256;

/**
 * The views that the migrations of a schema make, in all its versions, as H2 writes them down.
 *
 * <p>Digests of them lie beside the migrations, in {@code views.sha256}. A view that is not among
 * them is compared with those that the migrations make in an empty database, which takes longer.
 */
final class LawfulViews implements Predicate<String> {
    private final Schema schema;
    private Set<String> listed;
    private Set<String> made;

    LawfulViews(Schema schema) {
        this.schema = schema;
    }

    @Override
    public synchronized boolean test(String definition) {
        String digest = digest(definition);
        if (listed == null) {
            listed = listed();
        }
        if (listed.contains(digest)) {
            return true;
        }
        if (made == null) {
            made = made(schema);
        }
        return made.contains(digest);
    }

    private Set<String> listed() {
        String name = "/" + schema.location() + "/views.sha256";
        try (InputStream in = LawfulViews.class.getResourceAsStream(name)) {
            return in == null
                    ? Set.of()
                    : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Digests of all views that the versions of a schema make. */
    static Set<String> made(Schema schema) {
        H2Engine.load();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        source.setUser(H2Engine.USER);
        source.setPassword("");
        Set<String> digests = new TreeSet<>();
        try (Migration migration = new Migration(source, schema)) {
            for (int version = 1; version <= schema.version(); version++) {
                if (migration.to(version)) {
                    migration.definitions().stream()
                            .filter(sql -> sql.startsWith("CREATE FORCE VIEW "))
                            .forEach(sql -> digests.add(digest(sql)));
                }
            }
        }
        return digests;
    }

    private static String digest(String definition) {
        return Sha256.of(definition.getBytes(StandardCharsets.UTF_8));
    }
}
