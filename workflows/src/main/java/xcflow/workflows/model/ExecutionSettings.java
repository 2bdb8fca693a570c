package xcflow.workflows.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.unit.Durations;
import xcflow.workflows.unit.Sizes;

/**
 * How an instance is executed. None of it belongs to the cache key.
 *
 * @param attempts how often it is tried in all, at least 1; usually 1
 * @param backoff pause before the second attempt, doubled before each further one; usually 1 s
 * @param timeout limit of each attempt; empty: none
 * @param threads that the task may use; empty: as many as the runner likes to give
 * @param memory bytes that the task is expected to need; empty: unknown
 * @param onFailure usually {@link OnFailure#FAIL}
 * @param cache whether an earlier result may be used; usually true
 */
public record ExecutionSettings(
        int attempts,
        Duration backoff,
        Optional<Duration> timeout,
        Optional<Integer> threads,
        Optional<Long> memory,
        OnFailure onFailure,
        boolean cache) {

    /** What a failure means for the rest. */
    public enum OnFailure {
        /** Whatever depends on the instance is skipped and the run fails in the end. */
        FAIL,
        /** The instance is left out of lists, and the run may still succeed. */
        CONTINUE
    }

    /** The usual values. */
    public static final ExecutionSettings USUAL =
            new ExecutionSettings(
                    1,
                    Duration.ofSeconds(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OnFailure.FAIL,
                    true);

    /** Pause before an attempt, counted from 1; none before the first. */
    public Duration pauseBefore(int attempt) {
        return attempt <= 1 ? Duration.ZERO : backoff.multipliedBy(1L << Math.min(attempt - 2, 16));
    }

    /**
     * These settings with one replaced.
     *
     * @param value plain value as the user wrote it
     * @throws IllegalArgumentException with a message for the user
     */
    public ExecutionSettings with(SettingName name, Object value) {
        return switch (name) {
            case ATTEMPTS ->
                    new ExecutionSettings(
                            whole(value, 1, 1000),
                            backoff,
                            timeout,
                            threads,
                            memory,
                            onFailure,
                            cache);
            case BACKOFF ->
                    new ExecutionSettings(
                            attempts, duration(value), timeout, threads, memory, onFailure, cache);
            case TIMEOUT ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            Optional.of(positive(duration(value))),
                            threads,
                            memory,
                            onFailure,
                            cache);
            case THREADS ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            timeout,
                            Optional.of(whole(value, 1, 100_000)),
                            memory,
                            onFailure,
                            cache);
            case MEMORY ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            timeout,
                            threads,
                            Optional.of(
                                    Sizes.parse(text(value, "an amount of memory such as 4GiB"))),
                            onFailure,
                            cache);
            case ON_FAILURE ->
                    new ExecutionSettings(
                            attempts, backoff, timeout, threads, memory, onFailure(value), cache);
            case CACHE ->
                    new ExecutionSettings(
                            attempts, backoff, timeout, threads, memory, onFailure, truth(value));
        };
    }

    /** The usual settings with the given ones replaced. */
    public static ExecutionSettings of(Map<SettingName, Object> values) {
        ExecutionSettings settings = USUAL;
        for (Map.Entry<SettingName, Object> entry : values.entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        return settings;
    }

    private static int whole(Object value, int min, int max) {
        Long whole = value instanceof Number number ? LanguageNumbers.whole(number) : null;
        if (whole == null || whole < min || whole > max) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "expected a whole number from %d to %d but found %s",
                            min,
                            max,
                            Plain.describe(value)));
        }
        return whole.intValue();
    }

    private static Duration duration(Object value) {
        return Durations.parse(text(value, "a duration such as 5s or 2h"));
    }

    private static Duration positive(Duration duration) {
        if (duration.isZero()) {
            throw new IllegalArgumentException("must be longer than zero");
        }
        return duration;
    }

    private static OnFailure onFailure(Object value) {
        if ("fail".equals(value) || "continue".equals(value)) {
            return OnFailure.valueOf(((String) value).toUpperCase(Locale.ROOT));
        }
        throw new IllegalArgumentException(
                "expected fail or continue but found " + Plain.describe(value));
    }

    private static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException(
                "expected true or false but found " + Plain.describe(value));
    }

    private static String text(Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "expected " + what + " but found " + Plain.describe(value));
    }
}
