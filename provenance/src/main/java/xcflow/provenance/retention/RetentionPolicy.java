package xcflow.provenance.retention;

import java.time.Duration;
import java.util.Optional;

/**
 * Which runs keep their artefacts. A run is kept if either rule keeps it, or if it has not ended.
 * Whatever a tagged functional version needs is always kept.
 *
 * @param latest number of the newest runs of each workflow to keep; empty: all
 * @param youngerThan also keep runs that began within this time
 */
public record RetentionPolicy(Optional<Integer> latest, Optional<Duration> youngerThan) {
    public RetentionPolicy {
        if (latest.filter(runs -> runs < 0).isPresent()) {
            throw new IllegalArgumentException(
                    "the number of runs to keep is 0 or more, not " + latest.get());
        }
        if (youngerThan.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("the age of the runs to keep is not negative");
        }
    }

    /** Deletes only what no run refers to. */
    public static final RetentionPolicy ALL_RUNS =
            new RetentionPolicy(Optional.empty(), Optional.empty());

    /** Keeps the newest runs of each workflow. */
    public static RetentionPolicy latest(int runs) {
        return new RetentionPolicy(Optional.of(runs), Optional.empty());
    }
}
