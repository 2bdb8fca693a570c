package xcflow.provenance.access;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.provenance.record.RecordRows;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sha256;

/**
 * Tokens with which programs use the server. A token is 256 random bits, so that its plain digest
 * tells nothing of it.
 */
public record AccessTokens(LedgerDatabase database) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String PREFIX = "xcflow_";

    /**
     * Makes a token.
     *
     * @return its text, which is nowhere on record
     * @throws IllegalArgumentException if the name is unusable or belongs to a token that is valid
     */
    public String create(String name, AccessToken.Scope scope, String author) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a token's name consists of letters, digits, '.', '_' and '-', not: " + name);
        }
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.durably(
                sql -> {
                    boolean taken =
                            !sql.query(
                                            "select id from access_tokens where name = ?"
                                                    + " and revoked is null",
                                            RecordRows.ID,
                                            name)
                                    .isEmpty();
                    if (taken) {
                        throw new IllegalArgumentException(
                                "there is a token named " + name + " already; revoke it first");
                    }
                    return sql.insert(
                            "insert into access_tokens (name, digest, scope, author, created)"
                                    + " values (?, ?, ?, ?, ?)",
                            name,
                            Sha256.of(text),
                            scope.name(),
                            author,
                            database.clock().instant().truncatedTo(ChronoUnit.MILLIS));
                });
        return text;
    }

    /** The valid token with this text. */
    public Optional<AccessToken> find(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return database.read(
                sql ->
                        sql.first(
                                "select * from access_tokens where digest = ? and revoked is null",
                                AccessTokens::read,
                                Sha256.of(text)));
    }

    /** All tokens, the newest first. */
    public List<AccessToken> list() {
        return database.read(
                sql ->
                        sql.query(
                                "select * from access_tokens order by id desc",
                                AccessTokens::read));
    }

    /**
     * Takes a token's meaning away at once.
     *
     * @return false if no valid token has this name
     */
    public boolean revoke(String name) {
        return database.durably(
                        sql ->
                                sql.update(
                                        "update access_tokens set revoked = ? where name = ?"
                                                + " and revoked is null",
                                        database.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                                        name))
                > 0;
    }

    private static AccessToken read(ResultSet row) throws SQLException {
        return new AccessToken(
                row.getLong("id"),
                row.getString("name"),
                AccessToken.Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                row.getString("author"),
                row.getTimestamp("created").toInstant(),
                RecordRows.time(row, "revoked"));
    }
}
