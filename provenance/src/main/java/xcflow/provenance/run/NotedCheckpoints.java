package xcflow.provenance.run;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import xcflow.storage.Sql;

/** Digests of the checkpoints that were saved. */
final class NotedCheckpoints {

    private record Noted(String digest, Optional<String> previous) {}

    private NotedCheckpoints() {}

    static int note(Sql sql, String cacheKey, String digest) {
        int known =
                sql.update(
                        "update checkpoints set previous = digest, digest = ? where cache_key = ?",
                        digest,
                        cacheKey);
        return known > 0
                ? known
                : sql.update(
                        "insert into checkpoints (cache_key, digest) values (?, ?)",
                        cacheKey,
                        digest);
    }

    static Set<String> of(Sql sql, String cacheKey) {
        Set<String> digests = new HashSet<>();
        sql.query(
                        "select digest, previous from checkpoints where cache_key = ?",
                        row -> new Noted(row.getString(1), Optional.ofNullable(row.getString(2))),
                        cacheKey)
                .forEach(
                        noted -> {
                            digests.add(noted.digest());
                            noted.previous().ifPresent(digests::add);
                        });
        return digests;
    }

    static int forget(Sql sql, String cacheKey) {
        return sql.update("delete from checkpoints where cache_key = ?", cacheKey);
    }
}
