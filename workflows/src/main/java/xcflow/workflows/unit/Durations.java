package xcflow.workflows.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 5s}, {@code 1h 30m}, {@code 0.5s}, {@code PT2H}. */
public final class Durations {
    private static final Pattern PART =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|min|m|s|h|d)\\s*");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "min", 60_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "d", 86_400_000_000_000L);

    private Durations() {}

    /**
     * @throws IllegalArgumentException with a message for the user
     */
    public static Duration parse(String text) {
        String trimmed = text.strip();
        try {
            if (trimmed.toUpperCase(Locale.ROOT).startsWith("P")) {
                return notNegative(Duration.parse(trimmed), text);
            }
            Matcher matcher = PART.matcher(trimmed.toLowerCase(Locale.ROOT));
            BigDecimal nanos = BigDecimal.ZERO;
            int end = 0;
            while (end < trimmed.length() && matcher.find(end) && matcher.start() == end) {
                BigDecimal unit = BigDecimal.valueOf(NANOS.get(matcher.group(2)));
                nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(unit));
                end = matcher.end();
            }
            if (end == 0 || end < trimmed.length()) {
                throw bad(text);
            }
            BigDecimal[] seconds =
                    nanos.setScale(0, RoundingMode.HALF_UP)
                            .divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
            return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw bad(text);
        }
    }

    private static Duration notNegative(Duration duration, String text) {
        if (duration.isNegative()) {
            throw bad(text);
        }
        return duration;
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a duration: write for example 500ms, 5s, 1h30m, 2d or PT2H");
    }
}
