package xcflow.workflows.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.unit.Durations;

/**
 * Where an instance is to be executed, and what it needs there besides threads and memory. None of
 * it belongs to the cache key.
 *
 * @param on a site of the settings, {@code slurm}, or one of its kinds of jobs, {@code slurm/gpu};
 *     empty: wherever the run is executed
 * @param time that an attempt is expected to take at most; empty: unknown, unless it has a limit
 * @param gpus number of graphics processors; usually 0
 */
public record ExecutionPlace(Optional<String> on, Optional<Duration> time, int gpus) {

    /** The usual one. */
    public static final ExecutionPlace USUAL =
            new ExecutionPlace(Optional.empty(), Optional.empty(), 0);

    private static final Pattern PLACE =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}(?:/[A-Za-z][A-Za-z0-9_-]{0,62})?");

    private static final int MANY = 1000;

    /**
     * This with one setting replaced.
     *
     * @param value plain value as the user wrote it
     * @throws IllegalArgumentException with a message for the user
     */
    public ExecutionPlace with(SettingName name, Object value) {
        return switch (name) {
            case ON -> new ExecutionPlace(Optional.of(place(value)), time, gpus);
            case TIME -> new ExecutionPlace(on, Optional.of(duration(value)), gpus);
            case GPUS -> new ExecutionPlace(on, time, count(value));
            default -> this;
        };
    }

    /**
     * The name of a place.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static String place(Object value) {
        if (value instanceof String text && PLACE.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "expected a site such as slurm, or its blocks as in slurm/gpu, but found "
                        + Plain.describe(value));
    }

    private static Duration duration(Object value) {
        if (value instanceof String text) {
            Duration duration = Durations.parse(text);
            if (duration.isZero()) {
                throw new IllegalArgumentException("must be longer than zero");
            }
            return duration;
        }
        throw new IllegalArgumentException(
                "expected a duration such as 30m or 2h but found " + Plain.describe(value));
    }

    private static int count(Object value) {
        Long whole = value instanceof Number number ? LanguageNumbers.whole(number) : null;
        if (whole == null || whole < 0 || whole > MANY) {
            throw new IllegalArgumentException(
                    "expected a whole number from 0 to "
                            + MANY
                            + " but found "
                            + Plain.describe(value));
        }
        return whole.intValue();
    }
}
