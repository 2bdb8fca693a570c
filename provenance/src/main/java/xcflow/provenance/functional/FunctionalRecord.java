package xcflow.provenance.functional;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recorded version of a functional.
 *
 * @param kind {@code neural}, made by an execution; {@code reference}, known by name; or {@code
 *     external}, a file that came from elsewhere
 * @param name series
 * @param number position in the series, from 1
 * @param digest SHA-256 of the file; of the description for a reference
 * @param reference name of the reference functional that it imitates, or empty
 * @param details JSON object: hyper-parameters, seed …; citation and implementation of a reference
 * @param execution the one that made it; empty unless neural
 */
public record FunctionalRecord(
        long id,
        String kind,
        String name,
        int number,
        String digest,
        String architecture,
        String reference,
        String details,
        Optional<Long> execution,
        Instant created,
        List<Parent> parents) {

    /**
     * @param version id of the parent's record; empty if it was unknown
     * @param functional digest or name by which the parent was given
     * @param relation {@code initialised}, {@code cloned-from}, {@code fine-tuned-from} or {@code
     *     imported}
     */
    public record Parent(Optional<Long> version, String functional, String relation) {}

    /** The version as it is written on the command line, such as {@code pbe-clone@3}. */
    public String label() {
        return name + "@" + number;
    }
}
