package xcflow.provenance.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A token as it is on record; the text that its owner has is not.
 *
 * @param author who made it
 * @param revoked when it lost its meaning
 */
public record AccessToken(
        long id,
        String name,
        Scope scope,
        String author,
        Instant created,
        Optional<Instant> revoked) {

    /** What a token allows. */
    public enum Scope {
        /** To see everything. */
        READ,
        /** Also to begin and end runs, to tag versions, and to audit. */
        ACT
    }
}
