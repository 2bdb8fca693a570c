package xcflow.runner.http;

import java.util.Optional;

/**
 * Who sends a request, as far as is known.
 *
 * @param name of the token, or empty
 * @param mayRead whether pages and records are shown
 * @param mayAct whether runs may be begun and ended, versions tagged, records audited
 * @param form what forms of this caller's pages have to bring along; empty if acting needs no form
 */
public record Caller(
        Optional<String> name, boolean mayRead, boolean mayAct, Optional<String> form) {

    /** Somebody of whom nothing is known. */
    static Caller anybody(boolean mayRead) {
        return new Caller(Optional.empty(), mayRead, false, Optional.empty());
    }
}
