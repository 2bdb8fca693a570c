package xcflow.workflows.model;

import java.time.Duration;
import java.util.List;
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
 * @param onExit exit statuses of a command after which it is tried again, and {@link #ON_TIMEOUT};
 *     empty: every failure that another attempt may cure
 * @param timeout limit of each attempt; empty: none
 * @param threads that the task may use; empty: as many as the runner likes to give
 * @param memory bytes that the task is expected to need; empty: unknown
 * @param onFailure usually {@link OnFailure#FAIL}
 * @param cache whether an earlier result may be used; usually true
 * @param placement where it is executed, and what it needs there
 */
public record ExecutionSettings(
        int attempts,
        Duration backoff,
        List<String> onExit,
        Optional<Duration> timeout,
        Optional<Integer> threads,
        Optional<Long> memory,
        OnFailure onFailure,
        boolean cache,
        ExecutionPlace placement) {

    /** What {@code on-exit} calls the end of the time limit. */
    public static final String ON_TIMEOUT = "timeout";

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
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OnFailure.FAIL,
                    true,
                    ExecutionPlace.USUAL);

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
                            onExit,
                            timeout,
                            threads,
                            memory,
                            onFailure,
                            cache,
                            placement);
            case BACKOFF ->
                    new ExecutionSettings(
                            attempts,
                            duration(value),
                            onExit,
                            timeout,
                            threads,
                            memory,
                            onFailure,
                            cache,
                            placement);
            case ON_EXIT ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            exits(value),
                            timeout,
                            threads,
                            memory,
                            onFailure,
                            cache,
                            placement);
            case TIMEOUT ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            onExit,
                            Optional.of(positive(duration(value))),
                            threads,
                            memory,
                            onFailure,
                            cache,
                            placement);
            case THREADS ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            onExit,
                            timeout,
                            Optional.of(whole(value, 1, 100_000)),
                            memory,
                            onFailure,
                            cache,
                            placement);
            case MEMORY ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            onExit,
                            timeout,
                            threads,
                            Optional.of(
                                    Sizes.parse(text(value, "an amount of memory such as 4GiB"))),
                            onFailure,
                            cache,
                            placement);
            case NAMED -> {
                NamedAmounts.of(value);
                // Told apart by the plan: how much is free is no matter of one machine.
                yield this;
            }
            case ON_FAILURE ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            onExit,
                            timeout,
                            threads,
                            memory,
                            onFailure(value),
                            cache,
                            placement);
            case CACHE ->
                    new ExecutionSettings(
                            attempts,
                            backoff,
                            onExit,
                            timeout,
                            threads,
                            memory,
                            onFailure,
                            truth(value),
                            placement);
            case TIME, GPUS, ON -> placed(placement.with(name, value));
        };
    }

    private ExecutionSettings placed(ExecutionPlace other) {
        return new ExecutionSettings(
                attempts, backoff, onExit, timeout, threads, memory, onFailure, cache, other);
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

    /** One exit status or a list of them. */
    private static List<String> exits(Object value) {
        List<?> all = value instanceof List<?> list ? list : List.of(value);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "the list is empty: name exit statuses, or leave the key out");
        }
        return all.stream()
                .map(each -> ON_TIMEOUT.equals(each) ? ON_TIMEOUT : exit(each))
                .distinct()
                .toList();
    }

    private static String exit(Object value) {
        Long status = value instanceof Number number ? LanguageNumbers.whole(number) : null;
        if (status == null || status < 1 || status > 255) {
            throw new IllegalArgumentException(
                    "expected an exit status from 1 to 255, or timeout, but found "
                            + Plain.describe(value));
        }
        return status.toString();
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
